-- id: web_add_on_unneeded
-- title: An add-on of a web server that few devices need
-- severity: low
-- confidence: likely
-- weakness: CWE-1188
-- clauses: 3GPP TS 33.117 4.3.4.4
-- why: Add-ons that show the server's state, publish home folders or let clients write files are loaded. Each is code
--      that answers requests; which the product needs, its documents have to say.
-- refuted by: a document of the vendor's that says what it is for
-- activation: present
-- alternatives: storage that is offered to users over WebDAV
-- not claimed: that the server is started, or that a page uses it
SELECT service_setting.id AS evidence,
       quote_text(service_setting.service) || ' loads ' || quote_text(service_setting.value) || ': ' ||
       quote_text(coalesce(node.path, node.locator)) || ', line ' || coalesce(service_setting.line, 1) AS message
FROM service_setting
JOIN (SELECT id AS file, path, locator FROM node) AS node ON node.file = service_setting.node
WHERE service_setting.about = 'add-on'
  AND (value LIKE '%mod_status%' OR value LIKE '%mod_info%' OR value LIKE '%mod_webdav%' OR value LIKE '%mod_dav%'
       OR value LIKE '%mod_userdir%' OR value LIKE '%mod_proxy_connect%' OR value LIKE '%mod_ssi%'
       OR value LIKE '%status_module%' OR value LIKE '%info_module%' OR value LIKE 'dav%module%'
       OR value LIKE '%userdir_module%')
