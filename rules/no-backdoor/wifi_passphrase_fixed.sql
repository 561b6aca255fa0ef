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
SELECT min(credential.id) AS evidence,
       quote_text(min(coalesce(node.path, node.locator))) ||
       CASE count(DISTINCT credential.node) WHEN 1 THEN ' has '
            ELSE ' and ' || (count(DISTINCT credential.node) - 1) || ' more have ' END ||
       quote_text(min(credential.name)) || ' ' || mask_text(credential.value) AS message,
       count(DISTINCT credential.node) AS files,
       coalesce((SELECT min(activation) FROM service_started WHERE service IN ('wifi')), 'present') AS activation
FROM credential
JOIN node ON node.id = credential.node
WHERE credential.service = 'wifi'
  AND credential.kind IN ('psk', 'password')
  AND credential.state IN ('plain', 'reversible')
  AND length(credential.value) >= 5
  -- What the example of wpa_supplicant.conf(5) has in this place.
  AND lower(credential.value) NOT IN ('passphrase', 'secret passphrase', 'very secret passphrase')
GROUP BY credential.value
