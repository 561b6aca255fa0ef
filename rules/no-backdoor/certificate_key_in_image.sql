-- id: certificate_key_in_image
-- title: A certificate whose private key is in the image too
-- severity: high
-- confidence: proven
-- weakness: CWE-321
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.4-4
-- why: Both have the same public key. Whoever has the image can prove to be whom the certificate names, and
--      where it is an authority sign certificates of others.
-- refuted by: a first boot that makes a key and a certificate of its own
-- activation: present
-- alternatives: an example or a test certificate that nothing uses
-- not claimed: which service uses it
SELECT certificate.id AS evidence, min(key.id) AS evidence_2,
       'the private key of certificate ' || quote_text(certificate.subject) || ' is in ' ||
       quote_text(coalesce(node.path, node.locator)) AS message,
       certificate.fingerprint AS certificate
FROM certificate
JOIN device_key AS key ON key.fingerprint = certificate.key_fingerprint
JOIN node ON node.id = key.node
GROUP BY certificate.id
