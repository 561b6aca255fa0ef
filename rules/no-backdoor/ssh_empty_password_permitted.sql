-- id: ssh_empty_password_permitted
-- title: SSH accepts empty passwords
-- severity: high
-- confidence: strong
-- weakness: CWE-258
-- clauses: 3GPP TS 33.117 4.2.3.4.2.1; 3GPP TS 33.117 4.2.3.4.4.1
-- why: The setting lets accounts with an empty password log in from the network.
-- refuted by: a setting further up in the file that says otherwise
-- activation: present
-- not claimed: that an account has an empty password
SELECT service_setting.id AS evidence, 'sshd accepts empty passwords: ' || 
       coalesce(quote_text(node.path), 'a file') || ', line ' || coalesce(service_setting.line, 1) AS message
FROM service_setting
JOIN (SELECT id AS file, path FROM node) AS node ON node.file = service_setting.node
WHERE service = 'sshd' AND name = 'permitemptypasswords' AND lower(value) = 'yes'
