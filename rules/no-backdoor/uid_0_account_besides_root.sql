-- id: uid_0_account_besides_root
-- title: A second account with all rights
-- severity: medium
-- confidence: proven
-- weakness: CWE-250
-- clauses: 3GPP TS 33.117 4.2.4.2.2; 3GPP TS 33.117 4.2.3.4.1.2; 3GPP TS 33.117 4.2.3.4.6.2
-- why: The kernel knows users by number alone: each account with number 0 may do all, and in logs and owners of
--      files they cannot be told apart. The same file has root, with number 0 as well.
-- refuted by: a login program that refuses the account
-- activation: present
-- not claimed: that the account is undocumented: no declaration was supplied
SELECT account.id AS evidence, root.id AS evidence_2,
       'account ' || quote_text(account.name) || ' has user number 0, as root has' AS message
FROM account
JOIN account AS root ON root.node = account.node AND root.name = 'root' AND root.uid = 0
WHERE account.uid = 0
  AND account.name <> 'root'
  AND account.state <> 'locked'
  AND coalesce(basename(account.shell), '') NOT IN ('nologin', 'false')
