-- id: link_secret_fixed
-- title: A secret of a link that every device of this image has
-- severity: medium
-- confidence: strong
-- weakness: CWE-798; CWE-321
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.1-1
-- why: RADIUS, IPsec and PPP take whoever knows this secret for the other end. As part of the image it is the same
--      on every device.
-- refuted by: a start of the device that puts another secret in its place
-- activation: present
-- alternatives: the credential of an operator's own network; an example file
SELECT credential.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has ' || quote_text(credential.name) || ' ' ||
       mask_text(credential.value) || ' (' ||
       credential.service || ')' ||
       CASE WHEN credential.user IS NULL THEN '' ELSE ' of ' || quote_text(credential.user) END AS message,
       coalesce((SELECT activation FROM service_started WHERE service_started.service = credential.service),
                'present') AS activation
FROM credential
JOIN node ON node.id = credential.node
WHERE credential.service IN ('radius', 'vpn', 'ppp')
  AND credential.kind IN ('password', 'secret', 'psk')
  AND credential.state IN ('plain', 'reversible')
