-- id: page_runs_request
-- title: A page of the web side that runs what a request brings
-- severity: high
-- confidence: strong
-- weakness: CWE-78; CWE-912
-- clauses: 3GPP TS 33.117 4.3.4.7; ETSI EN 303 645 5.13-1
-- why: A script that a web server runs hands a value of the request to a shell, or to a function that calls
--      one, and no function that quotes it stands in between. Whoever may send the request gives commands to
--      the device.
-- refuted by: a check of the value that the script makes before, or a server that never runs this script
-- alternatives: a page for administrators, who may do as much by other means
-- not claimed: whether the server asks for a login before it
SELECT web_execution.id AS evidence,
       quote_text(coalesce(page.url, node.path, node.locator)) || ' runs what ' ||
       quote_text(web_execution.input) || ' brings, by ' || web_execution.call AS message,
       web_execution.line AS line,
       CASE WHEN coalesce(page.below_root, 0) = 1 THEN 'exposed' ELSE 'present' END AS activation
FROM web_execution
JOIN node ON node.id = web_execution.node
LEFT JOIN web_page AS page ON page.node = web_execution.node
WHERE web_execution.taken_as = 'command'
