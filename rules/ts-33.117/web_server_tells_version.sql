-- id: web_server_tells_version
-- title: A web server that is set to tell its version
-- severity: low
-- confidence: strong
-- weakness: CWE-200
-- clauses: 3GPP TS 33.117 4.3.4.11; 3GPP TS 33.117 4.3.4.12
-- why: The setting has the server put its version, and with some values those of its add-ons, into the header of
--      answers and the foot of error pages.
-- refuted by: a later setting that turns it off
-- activation: present
-- not claimed: that the server is started
SELECT service_setting.id AS evidence,
       quote_text(service || ': ' || name || ' ' || value) || ': ' || quote_text(coalesce(node.path, node.locator)) ||
       ', line ' || coalesce(service_setting.line, 1) AS message
FROM service_setting
JOIN (SELECT id AS file, path, locator FROM node) AS node ON node.file = service_setting.node
WHERE about = 'server header'
  AND (service = 'nginx' AND lower(value) IN ('on', 'build')
       OR service = 'apache' AND lower(value) IN ('full', 'os', 'min', 'minimal', 'minor', 'major')
       OR service = 'lighttpd' AND value GLOB '*[0-9].[0-9]*')
