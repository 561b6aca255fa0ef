-- id: remote_management_in_the_clear
-- title: Remote management over plain HTTP
-- severity: medium
-- confidence: strong
-- weakness: CWE-319
-- clauses: 3GPP TS 33.117 4.2.3.2.4; ETSI EN 303 645 5.5-1; Broadband Forum TR-069 3.3
-- why: The device fetches its configuration and its updates from the server that this address names. Over
--      HTTP whoever is on the way reads and alters both.
-- refuted by: another address that the device is given before the first contact
-- activation: present
-- not claimed: that the device contacts this address
SELECT service_setting.id AS evidence,
       'the management server is ' || quote_text(value) || ': ' || 
       coalesce(quote_text(node.path), 'a file') || ', line ' || coalesce(service_setting.line, 1) AS message
FROM service_setting
JOIN (SELECT id AS file, path FROM node) AS node ON node.file = service_setting.node
WHERE service = 'tr069' AND name IN ('url', 'acs_url', 'acsurl', 'acs') AND lower(value) LIKE 'http://_%'
  AND lower(value) NOT LIKE 'http://127.%' AND lower(value) NOT LIKE 'http://localhost%'
