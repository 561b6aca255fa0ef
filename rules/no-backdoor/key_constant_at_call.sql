-- id: key_constant_at_call
-- title: A cipher whose key is a constant of the program
-- severity: medium
-- confidence: likely
-- weakness: CWE-321
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.4-3
-- why: A function of a library of cryptography gets its key, or the password that a key is made of, from bytes that stand in
--      the program and that it does not change. So every device of this kind has the same, and whoever has the image has it.
-- refuted by: a call that only tests the library, or a key that is meant to be public
-- activation: present
-- alternatives: a key of a protocol that a standard prints; bytes that hide and are not meant to protect
-- not claimed: what the key protects, or that the call is reached
SELECT crypto_use.id AS evidence,
       crypto_use.call || ' gets ' || crypto_use.constant_size || ' constant bytes as its ' || crypto_use.kind AS message,
       printf('0x%x', crypto_use.constant_address) AS constant_address,
       printf('0x%x', crypto_use.address) AS address, crypto_use.function_name AS function
FROM crypto_use
WHERE crypto_use.kind IN ('key', 'password') AND coalesce(crypto_use.writable, 0) = 0
  AND crypto_use.constant_size >= 8 AND crypto_use.distinct_bytes >= 5
