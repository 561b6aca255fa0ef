-- id: published_private_key
-- title: A private key that was published
-- severity: high
-- confidence: proven
-- weakness: CWE-321; CWE-798
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.4-4
-- why: The key has the fingerprint of one that anyone can fetch: of other products, or an example of some software.
--      Who has it can stand in for the device, or read what was encrypted to it.
-- refuted by: a first boot that makes a key of its own, or a program that uses it for a test of itself only
-- activation: present
-- alternatives: an example file that nothing uses
-- not claimed: what the key is used for
SELECT key.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has a private ' || coalesce(key.algorithm, '') ||
       ' key that was published: ' || quote_text(key.known_as) AS message,
       key.known_source AS published_in, key.fingerprint AS fingerprint
FROM device_key AS key
JOIN node ON node.id = key.node
WHERE key.known_kind IS NOT NULL
