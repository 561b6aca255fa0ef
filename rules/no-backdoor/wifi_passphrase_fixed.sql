-- id: wifi_passphrase_fixed
-- title: A passphrase of the wireless network that every device of this image has
-- severity: medium
-- confidence: strong
-- weakness: CWE-798
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.1-1
-- why: Whoever knows the passphrase joins the network. As part of the image it is the same on every device, until
--      somebody changes it.
-- refuted by: a first start that makes a passphrase of the device's own
-- activation: present
-- alternatives: an example that the first start replaces
SELECT credential.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has ' || quote_text(credential.name) || ' ' ||
       mask_text(credential.value) AS message,
       coalesce((SELECT min(activation) FROM service_started WHERE service IN ('wifi')), 'present') AS activation
FROM credential
JOIN node ON node.id = credential.node
WHERE credential.service = 'wifi'
  AND credential.kind IN ('psk', 'password')
  AND credential.state IN ('plain', 'reversible')
  AND length(credential.value) >= 5
