-- id: cipher_mode_ecb
-- title: A cipher in a mode that shows which blocks are equal
-- severity: info
-- confidence: likely
-- weakness: CWE-327
-- clauses: ETSI EN 303 645 5.5-1
-- why: In the mode ECB each block is enciphered by itself, so that equal blocks stay equal (NIST SP 800-38A, 6.1).
-- refuted by: single blocks, as other modes and key wrapping are built of
-- activation: present
-- alternatives: keys or numbers that are no longer than one block
-- not claimed: what is enciphered
SELECT crypto_use.id AS evidence, crypto_use.call || ' asks for a cipher in the mode ECB' AS message,
       printf('0x%x', crypto_use.address) AS address, crypto_use.function_name AS function
FROM crypto_use
WHERE crypto_use.kind = 'mode' AND crypto_use.value = 'ecb'
