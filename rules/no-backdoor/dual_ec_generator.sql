-- id: dual_ec_generator
-- title: A generator of random numbers that was withdrawn
-- severity: low
-- confidence: strong
-- weakness: CWE-338
-- clauses: ETSI EN 303 645 5.5-1
-- why: The point Q of Dual_EC_DRBG stands in the file. Who knows the number that leads from it to the base point can tell from
--      a few outputs all that follow; NIST withdrew the generator in 2014.
-- refuted by: code that only names the point and never computes with it
-- activation: present
-- alternatives: a library that has the generator and never chooses it
-- not claimed: that the generator is used
SELECT min(crypto_constant.id) AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has the point Q of Dual_EC_DRBG' AS message
FROM crypto_constant
JOIN node ON node.id = crypto_constant.node
WHERE crypto_constant.algorithm = 'Dual_EC_DRBG' AND crypto_constant.first_difference IS NULL
GROUP BY crypto_constant.node
