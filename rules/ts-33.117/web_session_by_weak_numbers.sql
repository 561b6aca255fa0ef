-- id: web_session_by_weak_numbers
-- title: A started web server whose only random numbers come from rand()
-- severity: low
-- confidence: likely
-- weakness: CWE-338; CWE-330
-- clauses: 3GPP TS 33.117 4.2.5.3
-- why: The program takes rand, random or lrand48 from its library, which go on from a seed in a way that anyone can
--      follow, and none of the functions that give numbers nobody can guess.
-- refuted by: bytes of /dev/urandom that it reads as a file; sessions that have no number
-- activation: started
-- alternatives: numbers for something else than sessions
-- not claimed: that a session's number is made of them
WITH server AS MATERIALIZED (
  SELECT start.node, start.started, start.path, node_content.content
  FROM started_program AS start
  CROSS JOIN node_content ON node_content.node = start.node
  WHERE basename(start.path) IN ('httpd', 'mini_httpd', 'thttpd', 'uhttpd', 'lighttpd', 'nginx', 'boa', 'goahead',
                                 'webs', 'micro_httpd', 'web', 'webserver')
), taken AS MATERIALIZED (
  -- In one look through all imports, which are many.
  SELECT id, node, name IN ('rand', 'random', 'rand_r', 'lrand48', 'drand48') AS weak
  FROM import
  WHERE node IN (SELECT content FROM server)
    AND (name IN ('rand', 'random', 'rand_r', 'lrand48', 'drand48',
                  'getrandom', 'getentropy', 'arc4random', 'arc4random_buf', 'arc4random_uniform', 'gnutls_rnd',
                  'gcry_randomize', 'mbedtls_ctr_drbg_random', 'wc_RNG_GenerateBlock')
         OR name GLOB 'RAND_*')
)
SELECT min(import.id) AS evidence, server.started AS evidence_2,
       quote_text(server.path) || ' takes ' || group_concat(DISTINCT import.name) || ' and nothing better' AS message
FROM server
CROSS JOIN taken ON taken.node = server.content
JOIN import ON import.id = taken.id
WHERE import.name IN ('rand', 'random', 'rand_r', 'lrand48', 'drand48')
  AND NOT EXISTS (SELECT 1 FROM taken AS better WHERE better.node = taken.node AND NOT better.weak)
GROUP BY server.node
