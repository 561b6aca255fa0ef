-- id: snmp_community_well_known
-- title: An SNMP community that everyone tries first
-- severity: high
-- confidence: proven
-- weakness: CWE-1392; CWE-798
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.1-1
-- why: A community is all that SNMP version 1 and 2c ask for. The ones named public and private are the defaults of
--      the protocol itself, and others are on public lists of default passwords.
-- refuted by: an agent that does not read this file, or a start that puts another community in its place
-- activation: present
-- alternatives: an example file that the agent does not read
-- not claimed: what the agent shows or lets be written
SELECT credential.id AS evidence, (SELECT min(started) FROM service_started WHERE service IN ('snmp')) AS evidence_2,
       quote_text(coalesce(node.path, node.locator)) || ' lets the SNMP community ' || mask_text(credential.value) ||
       CASE credential.access WHEN 'write' THEN ' read and write' ELSE ' read' END ||
       ' (' || coalesce(credential.dictionary_source, 'the default of the protocol') || ')' AS message,
       credential.source AS taken_from,
       coalesce((SELECT min(activation) FROM service_started WHERE service IN ('snmp')), 'present') AS activation
FROM credential
JOIN node ON node.id = credential.node
WHERE credential.kind = 'community'
  AND credential.service = 'snmp'
  AND credential.state = 'plain'
  AND coalesce(credential.access, '') <> 'trap'
  AND (credential.value IN ('public', 'private') OR credential.known_plaintext IS NOT NULL)
  AND coalesce(credential.source, '') NOT IN ('localhost', '127.0.0.1', '127.0.0.1/32', '::1')
