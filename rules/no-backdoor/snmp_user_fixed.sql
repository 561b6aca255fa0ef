-- id: snmp_user_fixed
-- title: An SNMP version 3 user whose passphrase is in the image
-- severity: medium
-- confidence: strong
-- weakness: CWE-798
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.1-1
-- why: The file creates a user with these passphrases, or lets one in without any, on every device that runs the
--      image.
-- refuted by: a start of the device that creates other users
-- activation: present
SELECT credential.id AS evidence, (SELECT min(started) FROM service_started WHERE service IN ('snmp')) AS evidence_2,
       quote_text(coalesce(node.path, node.locator)) || ' has SNMP user ' || quote_text(credential.user) ||
       CASE credential.state WHEN 'empty' THEN ', who needs no password'
            ELSE ' with passphrase ' || mask_text(credential.value) END AS message,
       coalesce((SELECT min(activation) FROM service_started WHERE service IN ('snmp')), 'present') AS activation
FROM credential
JOIN node ON node.id = credential.node
WHERE credential.service = 'snmp'
  AND credential.kind = 'password'
  AND credential.user IS NOT NULL
  AND credential.state IN ('plain', 'reversible', 'empty')
