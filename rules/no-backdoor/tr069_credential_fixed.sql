-- id: tr069_credential_fixed
-- title: A password of remote management that every device of this image has
-- severity: high
-- confidence: strong
-- weakness: CWE-798
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.1-1; BBF TR-069 3.4.4
-- why: With the password of the connection request anyone can wake the device; with that of the management server
--      anyone can speak to it as the device, or take its place. TR-069 wants both to be the device's own.
-- refuted by: a first contact that sets passwords of the device's own before others can reach it
-- activation: present
-- alternatives: the credential of an operator's own build
SELECT credential.id AS evidence, (SELECT min(started) FROM service_started WHERE service IN ('tr069')) AS evidence_2,
       quote_text(coalesce(node.path, node.locator)) || ' has ' || quote_text(credential.name) || ' ' ||
       mask_text(credential.value) ||
       CASE WHEN credential.user IS NULL THEN '' ELSE ' of ' || quote_text(credential.user) END AS message,
       credential.section AS section,
       coalesce((SELECT min(activation) FROM service_started WHERE service IN ('tr069')), 'present') AS activation
FROM credential
JOIN node ON node.id = credential.node
WHERE credential.service = 'tr069'
  AND credential.kind IN ('password', 'secret')
  AND credential.state IN ('plain', 'reversible')
