-- id: constant_for_own_cipher
-- title: A cipher of the program itself gets constant bytes
-- severity: medium
-- confidence: likely
-- weakness: CWE-321
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.4-3
-- why: A function of the program that uses a published table of a cipher is passed bytes that stand in the program. Such a
--      function makes round keys of a key, or encrypts a block. A constant key is the same in every device of this kind,
--      and whoever has the image has it.
-- refuted by: bytes that are a block, a vector or the answer of a test; a key that is meant to be public
-- activation: present
-- alternatives: a test of the cipher with a published key; bytes that hide and are not meant to protect
-- not claimed: that the bytes are a key, what they protect, or that the call is reached
SELECT min(crypto_use.id) AS evidence,
       'the function ' || quote_text(crypto_use.call) || ', which uses the ' || crypto_use.value || ', gets constant bytes'
         || CASE WHEN count(*) > 1 THEN ' at ' || count(*) || ' places' ELSE '' END AS message,
       printf('0x%x', min(crypto_use.constant_address)) AS constant_address,
       printf('0x%x', min(crypto_use.address)) AS address, min(crypto_use.function_name) AS function
FROM crypto_use
WHERE crypto_use.kind = 'own cipher' AND crypto_use.distinct_bytes >= 5
GROUP BY crypto_use.node, crypto_use.call
