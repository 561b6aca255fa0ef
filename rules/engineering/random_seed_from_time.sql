-- id: random_seed_from_time
-- title: Random numbers that follow from the time or from a constant
-- severity: info
-- confidence: likely
-- weakness: CWE-337; CWE-338
-- clauses: ETSI EN 303 645 5.5-1
-- why: All numbers that rand() gives follow from the one that srand() gets. The time in seconds can be guessed, and a constant
--      gives the same numbers each time.
-- refuted by: numbers that protect nothing, such as delays and choices among servers
-- activation: present
-- not claimed: what the numbers are used for
SELECT crypto_use.id AS evidence,
       crypto_use.call || ' gets ' || CASE crypto_use.value WHEN 'time' THEN 'the time' ELSE 'a constant' END AS message,
       printf('0x%x', crypto_use.address) AS address, crypto_use.function_name AS function
FROM crypto_use
WHERE crypto_use.kind = 'seed'
