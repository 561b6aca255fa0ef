-- id: rsa_exponent_small
-- title: An RSA key with an exponent of 3 or less
-- severity: low
-- confidence: proven
-- weakness: CWE-326
-- clauses: ETSI EN 303 645 5.5-1
-- why: FIPS 186-5 wants public exponents above 65536. With an exponent of 3 many faults of padding become forged
--      signatures; an exponent of 1 encrypts nothing.
-- refuted by: nothing but another reading of the bytes
-- activation: present
-- not claimed: that what uses the key has such a fault
SELECT key.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has a ' || key.kind || ' RSA key of ' || key.bits ||
       ' bits with exponent ' || key.exponent AS message
FROM key
JOIN node ON node.id = key.node
WHERE key.exponent IN ('1', '3')
