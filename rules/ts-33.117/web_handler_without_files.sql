-- id: web_handler_without_files
-- title: A web server that runs a type of file of which there is none
-- severity: info
-- confidence: strong
-- weakness: CWE-1188
-- clauses: 3GPP TS 33.117 4.3.4.13
-- why: Files of this suffix are handed to a program to run, and the image has none. Where such a file can be put below
--      the server's folder, it is run.
-- refuted by: files of this suffix that the running device makes
-- activation: present
-- not claimed: that the server is started
WITH handler AS (
  SELECT id, node, line, service, substr(name, 2) AS suffix FROM service_setting
  WHERE service = 'busybox' AND name GLOB '[*].*' AND about = 'cgi'
  UNION ALL
  SELECT id, node, line, service, substr(value, 1, instr(value, '=') - 1) FROM service_setting
  WHERE service = 'uhttpd' AND name = 'interpreter' AND value GLOB '.*=*'
)
SELECT handler.id AS evidence,
       quote_text(handler.service) || ' runs files that end in ' || quote_text(handler.suffix) ||
       ', and there is none: ' || quote_text(coalesce(node.path, node.locator)) || ', line ' ||
       coalesce(handler.line, 1) AS message
FROM handler
JOIN node ON node.id = handler.node
WHERE NOT EXISTS (SELECT 1 FROM node AS other
                  WHERE other.kind IN ('file', 'symlink') AND ends_with(other.path, handler.suffix))
