-- id: password_in_script
-- title: A password that stands as a constant in a script
-- severity: medium
-- confidence: strong
-- weakness: CWE-798; CWE-259
-- clauses: 3GPP TS 33.117 4.2.3.2.3; 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.1-1
-- why: A script gives a program, or a service elsewhere, a password that is the same on every device and known
--      to everyone who has the image.
-- refuted by: a value that the first boot replaces, or a service that refuses it
-- alternatives: an example, or a password for tests
-- not claimed: whether it is valid anywhere
SELECT secret.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has a password of ' || length(secret.value) ||
       ' characters' || CASE WHEN secret.call IS NULL THEN ', ' ELSE ' for ' || quote_text(secret.call) || ', ' END ||
       quote_text(secret.name) AS message,
       secret.line AS line,
       CASE WHEN EXISTS (SELECT 1 FROM booted WHERE booted.node = secret.node) THEN 'started'
            ELSE 'present' END AS activation
FROM secret
JOIN node ON node.id = secret.node
WHERE secret.kind = 'password'
  AND secret.holder IN ('server script', 'script', 'command')
  AND basename(coalesce(secret.call, '')) NOT IN ('telnetd', 'utelnetd', 'busybox')
  -- A script that makes a key under a passphrase, and takes that off again, protects nothing with it.
  AND NOT (secret.name IN ('-passin', '-passout')
           AND EXISTS (SELECT 1 FROM secret AS other
                       WHERE other.node = secret.node AND other.value = secret.value
                         AND other.name IN ('-passin', '-passout') AND other.name <> secret.name))
