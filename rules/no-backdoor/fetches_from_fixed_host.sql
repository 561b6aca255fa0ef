-- id: fetches_from_fixed_host
-- title: A script that fetches from a fixed host outside
-- severity: low
-- confidence: strong
-- weakness: CWE-912
-- clauses: 3GPP TS 33.117 4.3.2.1; ETSI EN 303 645 5.3-10
-- why: The device depends on a host that its maker or another chose, tells it that it is there, and works with
--      what it answers. The host is a constant of the image.
-- refuted by: a setting that names another host, or a script that nothing calls
-- alternatives: an update that the manual describes; a test whether the network is up
-- not claimed: that what is fetched is used
SELECT endpoint.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' fetches from ' || quote_text(endpoint.host) || ' by ' ||
       quote_text(endpoint.program) AS message,
       endpoint.target AS target, endpoint.line AS line,
       CASE WHEN EXISTS (SELECT 1 FROM booted WHERE booted.node = endpoint.node) THEN 'started'
            ELSE 'present' END AS activation
FROM endpoint
JOIN node ON node.id = endpoint.node
WHERE endpoint.used = 'contacted'
  AND endpoint.action = 'fetches'
  AND endpoint.outside = 1
  AND coalesce(endpoint.then_run, 0) = 0
