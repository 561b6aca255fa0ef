-- id: database_without_login
-- title: A database that asks for no login
-- severity: medium
-- confidence: strong
-- weakness: CWE-306
-- clauses: 3GPP TS 33.117 4.2.3.4.1.1; 3GPP TS 33.117 4.2.3.4.2.1; ETSI EN 303 645 5.5-5
-- why: The setting lets in every client that reaches the database's port under the name that it gives:
--      skip-grant-tables of MySQL, authorization switched off in MongoDB, "trust" for hosts in pg_hba.conf.
-- refuted by: a database that is not started, or whose port only the device itself reaches
-- activation: present
-- not claimed: what the database holds
SELECT service_setting.id AS evidence,
       quote_text(service || ': ' || name || ' ' || coalesce(value, '')) || ': ' ||
       coalesce(quote_text(node.path), 'a file') || ', line ' || coalesce(service_setting.line, 1) AS message
FROM service_setting
JOIN (SELECT id AS file, path FROM node) AS node ON node.file = service_setting.node
WHERE about = 'authentication' AND meaning = 'off' AND service IN ('mysql', 'mongodb', 'postgresql')
  AND NOT (service = 'postgresql' AND (name = 'local' OR value LIKE '%127.0.0.1%' OR value LIKE '%::1/%'
                                       OR value LIKE '% localhost %' OR value LIKE '% samehost %'))
