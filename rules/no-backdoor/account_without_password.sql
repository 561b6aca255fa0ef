-- id: account_without_password
-- title: An account that anyone can log in to
-- severity: critical
-- confidence: proven
-- weakness: CWE-258
-- clauses: 3GPP TS 33.117 4.2.3.4.2.1; ETSI EN 303 645 5.1-1
-- why: passwd(5) says that an empty field means that no password is needed. An account whose shell refuses
--      logins is let off; one with no shell named is not, as login(1) then runs /bin/sh.
-- refuted by: a login program in the image that refuses empty passwords
-- activation: present
-- alternatives: the file is a template that the first boot replaces
-- not claimed: that a login service is started, or can be reached
SELECT account.id AS evidence, login.started AS evidence_2,
       'account ' || quote_text(account.name) || ' needs no password' AS message,
       coalesce(login.activation, 'present') AS activation
FROM account
LEFT JOIN account_login AS login ON login.account = account.id
WHERE account.state = 'empty'
  AND coalesce(account.file, '') NOT IN ('script', 'sqlite', 'sql')
  AND coalesce(basename(account.shell), '') NOT IN ('nologin', 'false')
