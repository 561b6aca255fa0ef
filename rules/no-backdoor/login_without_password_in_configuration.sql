-- id: login_without_password_in_configuration
-- title: A login of the configuration that needs no password
-- severity: high
-- confidence: strong
-- weakness: CWE-258
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.1-1
-- why: The setting names a user of a login service and leaves the password empty.
-- refuted by: a service that refuses empty passwords, or a first start that asks for one
-- activation: present
-- alternatives: an empty default that the first login must fill
SELECT credential.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' leaves ' || quote_text(credential.name) || ' of ' ||
       quote_text(credential.user) || ' empty'
       AS message,
       credential.service AS service,
       coalesce((SELECT activation FROM service_started WHERE service_started.service = credential.service),
                'present') AS activation
FROM credential
JOIN node ON node.id = credential.node
WHERE credential.kind = 'password'
  AND credential.state = 'empty'
  AND credential.service IN ('web', 'login', 'telnet', 'ssh', 'ftp', 'samba', 'mqtt')
  AND lower(credential.user) IN ('admin', 'root', 'administrator', 'user', 'support', 'guest')
