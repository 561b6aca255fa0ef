-- id: telnet_with_fixed_password
-- title: A telnet service that takes a password fixed by its command
-- severity: critical
-- confidence: strong
-- weakness: CWE-798; CWE-319
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; 3GPP TS 33.117 4.3.2.1; ETSI EN 303 645 5.1-1
-- why: The command that starts the service names the account and its password, or the file of the image that
--      has it. No account database of the device knows of them, no user can change them, and all devices of
--      this image share them.
-- refuted by: a boot that never comes to the line, or a file that each device writes anew
-- alternatives: the line is reached only in a factory or service mode
-- not claimed: on which address or interface it listens
SELECT secret.id AS evidence, min(booted.id) AS evidence_2,
       quote_text(secret.call) || ' is given account ' || quote_text(secret.name) || ' with a password ' ||
       CASE secret.holder WHEN 'file' THEN 'from ' || quote_text(secret.value)
            ELSE 'of ' || length(secret.value) || ' characters' END AS message,
       secret.line AS line,
       CASE WHEN min(booted.id) IS NULL THEN 'present' ELSE 'started' END AS activation
FROM secret
LEFT JOIN booted ON booted.node = secret.node
 AND booted.called IN ('telnetd', 'utelnetd', 'busybox')
WHERE secret.kind = 'password'
  AND secret.holder IN ('command', 'file')
  AND basename(secret.call) IN ('telnetd', 'utelnetd', 'busybox')
GROUP BY secret.id
