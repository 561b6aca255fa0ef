-- id: fetched_in_the_clear_and_run
-- title: A script that runs what it fetched over an unprotected connection
-- severity: high
-- confidence: strong
-- weakness: CWE-494; CWE-829
-- clauses: 3GPP TS 33.117 4.2.3.3.5; 3GPP TS 33.117 4.2.3.2.4; ETSI EN 303 645 5.3-9
-- why: The script fetches a file by HTTP, FTP or TFTP and then runs it, with nothing that checks a signature
--      between. Whoever is on the way, or has the host, decides what the device runs.
-- refuted by: a check of a signature that stands between, or a script that nothing calls
-- alternatives: a tool of the factory that was left in; a loader that verifies what it loads
-- not claimed: that the host is reached, or what it sends
SELECT endpoint.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' fetches ' || quote_text(endpoint.target) || ' by ' ||
       quote_text(endpoint.program) || ' and runs it' AS message,
       endpoint.saved_as AS saved_as, endpoint.line AS line,
       CASE WHEN EXISTS (SELECT 1 FROM web_page WHERE web_page.node = endpoint.node AND web_page.below_root = 1)
            THEN 'exposed'
            WHEN EXISTS (SELECT 1 FROM booted WHERE booted.node = endpoint.node) THEN 'started'
            ELSE 'present' END AS activation
FROM endpoint
JOIN node ON node.id = endpoint.node
WHERE endpoint.then_run = 1
  AND endpoint.action = 'fetches'
  AND (coalesce(endpoint.scheme, 'http') IN ('http', 'ftp', 'tftp'))
