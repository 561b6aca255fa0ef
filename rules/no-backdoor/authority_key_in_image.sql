-- id: authority_key_in_image
-- title: An authority whose private key is in the image
-- severity: high
-- confidence: proven
-- weakness: CWE-321
-- clauses: ETSI EN 303 645 5.4-4; 3GPP TS 33.117 4.2.3.4.2.3
-- why: The configuration believes certificates of this authority, and the image has its private key without a
--      passphrase: everyone who has the image can make certificates that the service lets in.
-- refuted by: a start of the device that puts another authority in its place
-- activation: present
SELECT key_use.id AS evidence, certificate.id AS evidence_2, min(key.id) AS evidence_3,
       quote_text(key_use.service) || ' believes ' || quote_text(certificate.subject) ||
       ', whose private key is in ' || quote_text(coalesce(node.path, node.locator)) AS message
FROM key_use
JOIN key_use_file ON key_use_file.key_use = key_use.id
JOIN certificate ON certificate.node = key_use_file.content
JOIN device_key AS key ON key.fingerprint = certificate.key_fingerprint
JOIN node ON node.id = key.node
WHERE key_use.role = 'authority'
GROUP BY key_use.id, certificate.id
