-- id: vector_or_salt_constant
-- title: An initialisation vector or salt that is a constant
-- severity: low
-- confidence: likely
-- weakness: CWE-329; CWE-760
-- clauses: ETSI EN 303 645 5.5-1
-- why: With the same vector, equal texts under one key begin equal when they are enciphered; with the same salt, equal
--      passwords have equal digests, and one table serves for all devices. The bytes stand in the program, which does not
--      change them.
-- refuted by: a key that is used once; a salt that a standard prescribes
-- activation: present
-- alternatives: a mode that takes the vector for something else
-- not claimed: what is enciphered or hashed
SELECT crypto_use.id AS evidence,
       crypto_use.call || ' gets ' || crypto_use.constant_size || ' constant bytes as its ' ||
       CASE crypto_use.kind WHEN 'iv' THEN 'initialisation vector' ELSE 'salt' END AS message,
       printf('0x%x', crypto_use.constant_address) AS constant_address,
       printf('0x%x', crypto_use.address) AS address, crypto_use.function_name AS function
FROM crypto_use
WHERE crypto_use.kind IN ('iv', 'salt') AND coalesce(crypto_use.writable, 0) = 0
