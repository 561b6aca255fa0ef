-- id: web_server_as_root
-- title: A web server that runs as root
-- severity: medium
-- confidence: strong
-- weakness: CWE-250
-- clauses: 3GPP TS 33.117 4.3.4.2
-- why: The setting names the user as whom the server handles requests. A fault in it, or in a program that it
--      starts, then gives the whole device.
-- refuted by: a start of the server as another user, or a later file that sets another one
-- activation: present
-- not claimed: that the server has a fault, or that it is started
SELECT service_setting.id AS evidence,
       quote_text(service) || ' is set to run as root: ' || 
       coalesce(quote_text(node.path), 'a file') || ', line ' || coalesce(service_setting.line, 1) AS message
FROM service_setting
JOIN (SELECT id AS file, path FROM node) AS node ON node.file = service_setting.node
WHERE service IN ('lighttpd', 'nginx', 'apache', 'boa', 'thttpd', 'mini_httpd')
  AND (name IN ('server.username', 'user') AND (value = 'root' OR value LIKE 'root %' OR value = '0'))
