-- id: ssh_log_off
-- title: An SSH server that logs no logins
-- severity: low
-- confidence: strong
-- weakness: CWE-778
-- clauses: 3GPP TS 33.117 4.2.3.6.1
-- why: sshd_config(5): below the level INFO neither logins nor failed ones are logged.
-- refuted by: a log of logins that another program keeps
-- activation: present
-- not claimed: that the server is started
SELECT service_setting.id AS evidence,
       'sshd logs at ' || quote_text(value) || ': ' || quote_text(coalesce(node.path, node.locator)) || ', line ' ||
       coalesce(service_setting.line, 1) AS message
FROM service_setting
JOIN (SELECT id AS file, path, locator FROM node) AS node ON node.file = service_setting.node
WHERE service = 'sshd' AND name = 'loglevel' AND upper(value) IN ('QUIET', 'FATAL', 'ERROR')
