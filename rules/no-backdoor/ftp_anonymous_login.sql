-- id: ftp_anonymous_login
-- title: FTP without a password
-- severity: medium
-- confidence: strong
-- weakness: CWE-306
-- clauses: 3GPP TS 33.117 4.2.3.4.1.1; 3GPP TS 33.117 4.3.2.1
-- why: The setting lets anyone in under the name anonymous.
-- refuted by: a server that is not started, or a folder that holds nothing but what is public
-- activation: present
-- not claimed: what can be read or written there
SELECT service_setting.id AS evidence, 'vsftpd lets anonymous in: ' || 
       coalesce(quote_text(node.path), 'a file') || ', line ' || coalesce(service_setting.line, 1) AS message
FROM service_setting
JOIN (SELECT id AS file, path FROM node) AS node ON node.file = service_setting.node
WHERE service = 'vsftpd' AND name = 'anonymous_enable' AND lower(value) = 'yes'
