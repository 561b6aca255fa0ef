-- id: ssh_many_tries
-- title: An SSH server that lets a client guess more often than usual
-- severity: low
-- confidence: strong
-- weakness: CWE-307
-- clauses: 3GPP TS 33.117 4.2.3.4.3.3; 3GPP TS 33.117 4.2.3.4.5
-- why: The setting allows more than ten tries in one connection; OpenSSH's own value is six.
-- refuted by: a filter or a login module that slows guessing down
-- activation: present
-- not claimed: that the server is started
SELECT service_setting.id AS evidence,
       quote_text(service) || ' allows ' || quote_text(value) || ' tries in a connection: ' ||
       quote_text(coalesce(node.path, node.locator)) || ', line ' || coalesce(service_setting.line, 1) AS message
FROM service_setting
JOIN (SELECT id AS file, path, locator FROM node) AS node ON node.file = service_setting.node
WHERE service IN ('sshd', 'dropbear') AND name = 'maxauthtries' AND CAST(value AS INTEGER) > 10
