-- id: fixed_key_in_script
-- title: A key for a cipher that stands as a constant in a script
-- severity: medium
-- confidence: strong
-- weakness: CWE-321
-- clauses: 3GPP TS 33.117 4.2.3.2.3; 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.4-4
-- why: What is encrypted or signed with a key that is part of the image can be read or forged by everyone who
--      has the image, which is the same for all devices.
-- refuted by: a program that uses it only for a test, or a first boot that replaces it
-- alternatives: an example that nothing calls
-- not claimed: what is protected by it
SELECT secret.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has a ' || secret.kind ||
       CASE secret.holder WHEN 'file' THEN ' in the file ' || quote_text(secret.value)
            ELSE ' of ' || length(secret.value) || ' characters as a constant' END ||
       CASE WHEN secret.call IS NULL THEN ', ' || quote_text(secret.name)
            ELSE ', for ' || quote_text(secret.call) END AS message,
       secret.line AS line,
       CASE WHEN EXISTS (SELECT 1 FROM booted WHERE booted.node = secret.node) THEN 'started'
            ELSE 'present' END AS activation
FROM secret
JOIN node ON node.id = secret.node
WHERE secret.kind IN ('key', 'iv', 'token')
  AND (secret.holder IN ('server script', 'script', 'command')
       OR (secret.holder = 'file' AND EXISTS (SELECT 1 FROM node
                                              WHERE node.path = secret.value AND node.kind = 'file')))
