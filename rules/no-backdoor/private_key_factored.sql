-- id: private_key_factored
-- title: A private key that anyone can compute
-- severity: critical
-- confidence: proven
-- weakness: CWE-326; CWE-331
-- clauses: ETSI EN 303 645 5.4-3; ETSI EN 303 645 5.5-1
-- why: The primes of the modulus are so close to each other, or one is so small, that its factors come out at once:
--      the public half, which the device shows to everyone, gives the private half away.
-- refuted by: nothing but another reading of the bytes
-- activation: present
-- not claimed: what the key is used for
SELECT key.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has a ' || key.kind || ' RSA key of ' || key.bits ||
       ' bits with ' || key.weak AS message,
       key.fingerprint AS fingerprint
FROM key
JOIN node ON node.id = key.node
WHERE key.weak IN ('close primes', 'small factor')
