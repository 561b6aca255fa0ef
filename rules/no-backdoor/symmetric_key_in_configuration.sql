-- id: symmetric_key_in_configuration
-- title: A key or token that every device of this image has
-- severity: medium
-- confidence: strong
-- weakness: CWE-321; CWE-798
-- clauses: ETSI EN 303 645 5.4-4; 3GPP TS 33.117 4.2.3.2.3
-- why: The name of the setting says that the value encrypts, signs or identifies. As part of the image it is known
--      to everyone who has the image: what it protects is protected from nobody.
-- refuted by: a first start that makes a key of the device's own
-- activation: present
-- alternatives: a test value, or a public identifier
-- not claimed: which program uses it, or how
SELECT credential.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has ' || quote_text(credential.name) || ' ' ||
       mask_text(credential.value) AS message,
       credential.kind AS kind, credential.service AS service
FROM credential
JOIN node ON node.id = credential.node
WHERE credential.kind IN ('key', 'api_key', 'token', 'secret')
  AND credential.state IN ('plain', 'reversible')
  AND length(credential.value) >= CASE credential.kind WHEN 'token' THEN 16 ELSE 8 END
  AND coalesce(credential.service, '') NOT IN ('radius', 'vpn', 'ppp', 'tr069', 'wifi')
