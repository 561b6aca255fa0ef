-- id: web_methods_that_write
-- title: A web server that lets clients write files
-- severity: medium
-- confidence: strong
-- weakness: CWE-650
-- clauses: 3GPP TS 33.117 4.3.4.3
-- why: PUT, DELETE and the methods of WebDAV change files of the server. A device that is managed by forms
--      needs none of them.
-- refuted by: a later setting that turns it off, or a login before it
-- activation: present
-- alternatives: storage that is offered to users over WebDAV
-- not claimed: that the server is started
SELECT web_setting.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' sets ' || quote_text(web_setting.name) || ' to ' ||
       quote_text(web_setting.value) AS message,
       web_setting.server AS server, web_setting.line AS line
FROM web_setting
JOIN node ON node.id = web_setting.node
WHERE web_setting.about = 'methods' AND web_setting.enabled = 1
