-- id: connects_outside
-- title: A script that opens a connection to a fixed host outside
-- severity: medium
-- confidence: strong
-- weakness: CWE-912
-- clauses: 3GPP TS 33.117 4.3.2.1; ETSI EN 303 645 5.6-1
-- why: ssh, nc, socat and their like carry whatever both ends put into them, in both directions, and no filter
--      against connections from outside stops a connection that the device opens. The host is a constant of the
--      image.
-- refuted by: a setting, off as delivered, without which the script does not run
-- alternatives: a service for remote support that the manual describes
-- not claimed: what goes over the connection
SELECT endpoint.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' connects to ' || quote_text(endpoint.target) || ' by ' ||
       quote_text(endpoint.program) AS message,
       endpoint.line AS line,
       CASE WHEN EXISTS (SELECT 1 FROM booted WHERE booted.node = endpoint.node) THEN 'started'
            ELSE 'present' END AS activation
FROM endpoint
JOIN node ON node.id = endpoint.node
WHERE endpoint.used = 'contacted'
  AND endpoint.action = 'connects'
  AND endpoint.outside = 1
