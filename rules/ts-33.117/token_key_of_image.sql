-- id: token_key_of_image
-- title: A key by which tokens are signed or checked, and that every device of this image has
-- severity: medium
-- confidence: strong
-- weakness: CWE-321; CWE-347
-- clauses: 3GPP TS 33.117 4.2.2.2.3.1; 3GPP TS 33.117 4.2.2.2.3.2; 3GPP TS 33.117 4.2.2.2.4.1
-- why: The setting or the call says that the value is the shared secret of tokens. Whoever has the image makes
--      tokens with it that verify on every device.
-- refuted by: a first start that makes a secret of the device's own, or a service that takes tokens of another key
-- activation: present
-- alternatives: a test value; the secret of a client of a service elsewhere
-- not claimed: which service takes such tokens
SELECT credential.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has ' || quote_text(credential.name) || ' ' ||
       mask_text(credential.value) AS message
FROM credential
JOIN node ON node.id = credential.node
WHERE credential.kind IN ('key', 'secret', 'token')
  AND credential.state IN ('plain', 'reversible')
  AND length(credential.value) >= 8
  AND (lower(credential.name) LIKE '%jwt%' OR lower(credential.name) LIKE '%oauth%'
       OR lower(credential.name) LIKE '%token_secret%' OR lower(credential.name) LIKE '%token_key%'
       OR lower(coalesce(credential.section, '')) LIKE '%jwt%' OR lower(coalesce(credential.section, '')) LIKE '%oauth%')
UNION ALL
SELECT secret.id,
       quote_text(coalesce(node.path, node.locator)) || ' gives ' || quote_text(secret.call) || ' a constant of ' ||
       length(secret.value) || ' characters'
FROM secret
JOIN node ON node.id = secret.node
WHERE secret.holder = 'server script' AND secret.kind = 'key' AND secret.call IN ('sign', 'verify')
