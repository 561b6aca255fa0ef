-- id: ssh_root_login_by_password
-- title: SSH lets root log in by password
-- severity: medium
-- confidence: strong
-- weakness: CWE-250; CWE-307
-- clauses: 3GPP TS 33.117 4.3.2.6
-- why: root is the one name that every device has, so that only its password is to be guessed, from wherever
--      the port is reached.
-- refuted by: a setting further up in the file, or a command line, that says otherwise; PasswordAuthentication no
-- activation: present
-- not claimed: that the server is started, or that root has a password
SELECT service_setting.id AS evidence, quote_text(service) || ' lets root log in: ' || 
       coalesce(quote_text(node.path), 'a file') || ', line ' || coalesce(service_setting.line, 1) AS message
FROM service_setting
JOIN (SELECT id AS file, path FROM node) AS node ON node.file = service_setting.node
WHERE service = 'sshd' AND service_setting.section IS NULL AND name = 'permitrootlogin' AND lower(value) = 'yes'
  AND NOT EXISTS (SELECT 1 FROM service_setting AS other
                  WHERE other.node = service_setting.node AND other.section IS NULL
                    AND (other.name = 'passwordauthentication' AND lower(other.value) = 'no'
                         OR other.name = 'permitrootlogin' AND other.line < service_setting.line))
