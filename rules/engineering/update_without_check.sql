-- id: update_without_check
-- title: An update that is written without a check
-- severity: medium
-- confidence: likely
-- weakness: CWE-494; CWE-345
-- clauses: 3GPP TS 33.117 4.2.3.3.5; ETSI EN 303 645 5.3-9; NIST SP 800-193 4.2.1
-- why: The script fetches a file and writes to flash, and no line of it checks a signature or a digest in
--      between.
-- refuted by: a check by a program that the script starts, or by the one that writes
-- activation: present
-- alternatives: the program that writes, or the server that is asked over TLS, vouches for the file
-- not claimed: that the program which writes does not check by itself
SELECT fetch.id AS evidence, min(step.id) AS evidence_2,
       'line ' || fetch.line || ' fetches and line ' || min(step.line) || ' writes, without a check: ' ||
       coalesce(quote_text(node.path), 'a script') AS message
FROM update_step AS fetch
JOIN update_step AS step ON step.node = fetch.node AND step.action = 'write' AND step.position > fetch.position
JOIN (SELECT id AS file, path FROM node) AS node ON node.file = fetch.node
WHERE fetch.action = 'fetch' AND step.program NOT IN ('sysupgrade', 'fwupgrade')
  AND NOT EXISTS (SELECT 1 FROM update_step AS checked
                  WHERE checked.node = fetch.node AND checked.action IN ('digest', 'signature'))
GROUP BY fetch.id
