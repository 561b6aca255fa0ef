-- id: firewall_lets_outside_range_in
-- title: A firewall rule for a fixed address outside
-- severity: high
-- confidence: strong
-- weakness: CWE-912; CWE-284
-- clauses: 3GPP TS 33.117 4.3.2.2; 3GPP TS 33.117 4.3.2.1
-- why: A script lets packets of an address pass that lies outside the own network and is a constant of the
--      image. Those who have that address come by a way that is closed to all others.
-- refuted by: a script that nothing calls, or a chain that no packet of the outside reaches
-- alternatives: the network of the one operator that the image was made for
-- not claimed: which services listen behind it
SELECT endpoint.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' lets ' || quote_text(endpoint.host) || ' pass by ' ||
       quote_text(endpoint.program) AS message,
       endpoint.line AS line,
       CASE WHEN EXISTS (SELECT 1 FROM booted WHERE booted.node = endpoint.node) THEN 'started'
            ELSE 'present' END AS activation
FROM endpoint
JOIN node ON node.id = endpoint.node
WHERE endpoint.used = 'contacted'
  AND endpoint.action = 'allows'
  AND endpoint.outside = 1
