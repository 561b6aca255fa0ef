-- id: shell_behind_file
-- title: A shell or login service that starts when a certain file exists
-- severity: medium
-- confidence: strong
-- weakness: CWE-912; CWE-489
-- clauses: 3GPP TS 33.117 4.3.2.1; 3GPP TS 33.117 4.2.3.4.1.1
-- why: The script tests whether a file exists and then starts a shell or a service that gives one. Who can
--      place the file, by another weakness, a restored configuration or a storage medium, gets in by a way that
--      is closed otherwise.
-- refuted by: a file that belongs to a setting of the user interface, which the manual describes
-- alternatives: a switch for service that the manual describes
-- not claimed: who can place the file
SELECT started.id AS evidence,
       quote_text(started.program) || ' is started where ' || quote_text(started.condition) || ' holds' AS message,
       started.line AS line,
       CASE WHEN EXISTS (SELECT 1 FROM node
                         WHERE node.kind = 'file' AND instr(started.condition, node.path || ' ') > 0)
            THEN 'started' ELSE 'present' END AS activation
FROM started
WHERE started.condition IS NOT NULL
  AND (basename(started.program) IN ('telnetd', 'utelnetd', 'in.telnetd', 'sh', 'ash', 'bash', 'gdbserver', 'adbd')
       OR (basename(started.program) = 'busybox' AND starts_with(started.arguments, 'telnetd')))
  AND (started.condition GLOB '*-[efsr] /*' OR started.condition GLOB '*-[efsr] "/*')
  AND started.condition NOT LIKE '%! -_ %'
  AND instr(started.condition, '/bin/') = 0 AND instr(started.condition, '/sbin/') = 0
  AND (basename(started.program) NOT IN ('sh', 'ash', 'bash') OR coalesce(started.arguments, '') IN ('', '-i', '-l'))
