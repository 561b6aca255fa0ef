-- id: database_open_to_network
-- title: A database that listens on every interface
-- severity: medium
-- confidence: strong
-- weakness: CWE-284; CWE-668
-- clauses: 3GPP TS 33.117 4.3.2.2
-- why: The address that the setting gives stands for every interface of the device.
-- refuted by: a filter that lets no packet of others through
-- activation: present
-- not claimed: that the database is started, or that it asks for no password
SELECT service_setting.id AS evidence,
       quote_text(service) || ' listens on ' || quote_text(value) || ': ' || 
       coalesce(quote_text(node.path), 'a file') || ', line ' || coalesce(service_setting.line, 1) AS message
FROM service_setting
JOIN (SELECT id AS file, path FROM node) AS node ON node.file = service_setting.node
WHERE service IN ('redis', 'mysql', 'postgresql', 'mongodb')
  AND name IN ('bind', 'bind-address', 'listen_addresses', 'bind_ip', 'bindip')
  AND (value IN ('*', '0.0.0.0', '::') OR value LIKE '0.0.0.0 %')
