-- metric: private_keys
-- title: Private keys in the image
-- counting: One for each distinct private key (by the fingerprint of its public half; those that a passphrase protects
--      have none and count by their place), by algorithm. The same key in two files counts once.
-- why: A key in an image is the same on every device that runs it.
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3
SELECT coalesce(algorithm, 'algorithm not known') ||
       CASE WHEN encrypted = 1 THEN ', with a passphrase' ELSE '' END AS name,
       count(DISTINCT coalesce(fingerprint, node || ' ' || "offset")) AS value,
       'keys' AS unit
FROM key
WHERE kind = 'private'
GROUP BY 1
ORDER BY 1
