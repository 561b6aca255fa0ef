-- id: predefined_account_with_login
-- title: An account that comes with the device and can log in
-- severity: info
-- confidence: proven
-- weakness: CWE-798
-- clauses: 3GPP TS 33.117 4.2.3.4.2.2
-- why: The account has a password or none, and a shell that does not refuse logins. Whether the device lets its owner
--      delete or disable it, the vendor's documents and a test have to show.
-- refuted by: a first boot that removes the account
-- activation: present
-- alternatives: the file is a template that the first boot replaces
-- not claimed: that the account cannot be deleted
SELECT account.id AS evidence,
       'account ' || quote_text(account.name) || ' comes with the device' AS message,
       account.state AS state, account.shell AS shell
FROM account
WHERE account.file IN ('passwd', 'shadow')
  AND account.state IN ('hash', 'plain', 'empty')
  AND coalesce(basename(account.shell), '') NOT IN ('nologin', 'false')
