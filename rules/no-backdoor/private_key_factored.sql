-- id: private_key_factored
-- title: A private key that anyone can compute
-- severity: critical
-- confidence: proven
-- weakness: CWE-326; CWE-331
-- clauses: ETSI EN 303 645 5.4-3; ETSI EN 303 645 5.5-1
-- why: The primes of the modulus are so close to each other, or one is so small, that its factors come out at once, or
--      another modulus of the image has one of them too, so that dividing gives both: the public half, which the device
--      shows to everyone, gives the private half away.
-- refuted by: nothing but another reading of the bytes
-- activation: present
-- not claimed: what the key is used for
SELECT weak.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has a ' || weak.kind || ' RSA key of ' || weak.bits ||
       ' bits with ' || CASE weak.weak WHEN 'shared prime' THEN 'a prime of another key of the image'
                                       ELSE weak.weak END AS message,
       weak.fingerprint AS fingerprint
FROM (SELECT id, node, kind, bits, weak, fingerprint FROM key
      UNION ALL SELECT id, node, 'certified', key_bits, key_weak, key_fingerprint FROM certificate) AS weak
JOIN node ON node.id = weak.node
WHERE weak.weak IN ('close primes', 'small factor', 'shared prime')
