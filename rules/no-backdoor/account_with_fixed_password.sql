-- id: account_with_fixed_password
-- title: An account with a password that every device of this image has
-- severity: medium
-- confidence: strong
-- weakness: CWE-798
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.1-1
-- why: A password hash that is part of the image is the same on every device that runs it, until somebody
--      changes it. Whoever finds the password once has it for all of them. No dictionary word opened it here.
-- refuted by: a start of the device that sets another password, or a file system that is replaced at first boot
-- activation: present
-- alternatives: the file is a template that the first boot replaces
-- not claimed: that the password is known to anyone, or that a login service can be reached
SELECT account.id AS evidence, login.started AS evidence_2,
       'account ' || quote_text(account.name) || ' has a password hash (' ||
       coalesce(account.scheme, 'scheme not known') || ') in the image' AS message,
       account.tried_count AS passwords_tried,
       coalesce(login.activation, 'present') AS activation
FROM account
LEFT JOIN account_login AS login ON login.account = account.id
WHERE account.state = 'hash'
  AND account.known_plaintext IS NULL
  AND account.file IN ('passwd', 'shadow')
  AND coalesce(basename(account.shell), '') NOT IN ('nologin', 'false')
