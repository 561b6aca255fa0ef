-- id: web_access_log_off
-- title: A web server that keeps no record of requests
-- severity: low
-- confidence: strong
-- weakness: CWE-778
-- clauses: 3GPP TS 33.117 4.2.5.2.1
-- why: The setting turns the record off or sends it to /dev/null, so nothing shows later who asked for what.
-- refuted by: a log of the same requests elsewhere
-- activation: present
-- not claimed: that the server is started
SELECT service_setting.id AS evidence,
       quote_text(service || ': ' || name || ' ' || value) || ': ' || quote_text(coalesce(node.path, node.locator)) ||
       ', line ' || coalesce(service_setting.line, 1) AS message
FROM service_setting
JOIN (SELECT id AS file, path, locator FROM node) AS node ON node.file = service_setting.node
WHERE about = 'access log' AND (lower(value) = 'off' OR value LIKE '/dev/null%')
