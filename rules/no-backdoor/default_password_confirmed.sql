-- id: default_password_confirmed
-- title: An account whose password is a published default
-- severity: high
-- confidence: proven
-- weakness: CWE-1392; CWE-798
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.1-1
-- why: The hash in the image was made again from a word that is empty, the account's own name, or on a public
--      list of default passwords. Whoever reads that list can log in wherever the account may log in.
-- refuted by: a start of the device that sets another password before any login is possible
-- activation: present
-- alternatives: the file is a template that the first boot replaces
-- not claimed: that a login service is started, or can be reached
SELECT account.id AS evidence, login.started AS evidence_2,
       'the password of account ' || quote_text(account.name) || ' is ' ||
       mask_text(account.known_plaintext) || ' (' ||
       coalesce(account.dictionary_source, 'known') || ')' AS message,
       coalesce(login.activation, 'present') AS activation
FROM account
LEFT JOIN account_login AS login ON login.account = account.id
WHERE account.known_plaintext IS NOT NULL
  AND account.state IN ('hash', 'plain')
  AND coalesce(basename(account.shell), '') NOT IN ('nologin', 'false')
