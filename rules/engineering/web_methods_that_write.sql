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
SELECT service_setting.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' sets ' || quote_text(service_setting.name) || ' to ' ||
       quote_text(service_setting.value) AS message,
       service_setting.service AS server, service_setting.line AS line
FROM service_setting
JOIN node ON node.id = service_setting.node
WHERE service_setting.about = 'methods' AND service_setting.meaning = 'on'
