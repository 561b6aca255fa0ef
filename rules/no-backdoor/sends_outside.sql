-- id: sends_outside
-- title: A script that sends data to a fixed host outside
-- severity: medium
-- confidence: strong
-- weakness: CWE-201; CWE-912
-- clauses: 3GPP TS 33.117 4.3.2.1; ETSI EN 303 645 5.6-1
-- why: A command of a script hands data to a host outside the own network; the host is a constant of the image,
--      and not a setting of the one who runs the device.
-- refuted by: a setting, off as delivered, without which the script does not run
-- alternatives: a report that the user agreed to
-- not claimed: what is sent, or that the host is reached
SELECT endpoint.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' sends to ' || quote_text(endpoint.target) || ' by ' ||
       quote_text(endpoint.program) AS message,
       endpoint.scheme AS scheme, endpoint.line AS line,
       CASE WHEN EXISTS (SELECT 1 FROM booted WHERE booted.node = endpoint.node) THEN 'started'
            ELSE 'present' END AS activation
FROM endpoint
JOIN node ON node.id = endpoint.node
WHERE endpoint.used = 'contacted'
  AND endpoint.action IN ('sends', 'logs')
  AND endpoint.outside = 1
