-- id: private_key_in_image
-- title: A private key that every device of this image has
-- severity: medium
-- confidence: strong
-- weakness: CWE-321
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.4-4
-- why: A key that is part of an image is known to everyone who has the image, and no passphrase protects this one.
-- refuted by: a program that only uses it for a test of itself, or a first boot that replaces it
-- activation: present
-- alternatives: an example or a test key that nothing uses
-- not claimed: what the key is used for. Published keys are the matter of published_private_key
SELECT key.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has a private ' || coalesce(key.algorithm, '') ||
       ' key' || CASE WHEN key.bits IS NULL THEN '' ELSE ' of ' || key.bits || ' bits' END AS message,
       key.fingerprint AS fingerprint
FROM device_key AS key
JOIN node ON node.id = key.node
WHERE key.known_kind IS NULL
  AND coalesce(basename(node.path), '') NOT GLOB 'ssh_host_*key*'
  AND coalesce(basename(node.path), '') NOT GLOB 'dropbear_*host_key*'
