-- id: snmp_community_fixed
-- title: An SNMP community that every device of this image has
-- severity: medium
-- confidence: strong
-- weakness: CWE-798
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.1-1
-- why: A community is all that SNMP version 1 and 2c ask for, and it travels in the clear. One that is part of an
--      image is the same on every device that runs it.
-- refuted by: a start of the device that puts another community in its place
-- activation: present
-- alternatives: an example file that the agent does not read
SELECT credential.id AS evidence, (SELECT min(started) FROM service_started WHERE service IN ('snmp')) AS evidence_2,
       quote_text(coalesce(node.path, node.locator)) || ' has the SNMP community ' || mask_text(credential.value) ||
       CASE credential.access WHEN 'write' THEN ', which may write' ELSE '' END AS message,
       credential.source AS taken_from,
       coalesce((SELECT min(activation) FROM service_started WHERE service IN ('snmp')), 'present') AS activation
FROM credential
JOIN node ON node.id = credential.node
WHERE credential.kind = 'community'
  AND credential.service = 'snmp'
  AND credential.state IN ('plain', 'reversible')
  AND coalesce(credential.access, '') <> 'trap'
  AND credential.value NOT IN ('public', 'private')
  AND credential.known_plaintext IS NULL
  AND coalesce(credential.source, '') NOT IN ('localhost', '127.0.0.1', '127.0.0.1/32', '::1')
