-- id: account_in_copy_only
-- title: An account that only a copy of the password file has
-- severity: medium
-- confidence: likely
-- weakness: CWE-912; CWE-530
-- clauses: 3GPP TS 33.117 4.3.2.3; ETSI EN 303 645 5.1-1
-- why: The copy beside the password file has an account with a password, or none, that the file itself does not
--      have. Where a reset or a script puts the copy back, the account is there.
-- refuted by: an image in which nothing reads the copy
-- activation: present
-- alternatives: an account that was removed on purpose
SELECT account.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has account ' || quote_text(account.name) ||
       ', which no password file of the same folder has' AS message,
       account.state AS password, account.uid AS uid
FROM account
JOIN node ON node.id = account.node
WHERE account.file IN ('passwd', 'shadow')
  AND account.state IN ('hash', 'empty')
  AND basename(node.path) NOT IN ('passwd', 'shadow')
  AND EXISTS (SELECT 1 FROM account AS entry CROSS JOIN node AS file
              WHERE file.id = entry.node AND file.parent = node.parent AND basename(file.path) IN ('passwd', 'shadow')
                AND substr(file.path, 1, length(file.path) - length(basename(file.path))) =
                    substr(node.path, 1, length(node.path) - length(basename(node.path))))
  AND NOT EXISTS (SELECT 1 FROM account AS entry CROSS JOIN node AS file
                  WHERE file.id = entry.node AND file.parent = node.parent AND entry.name = account.name
                    AND basename(file.path) IN ('passwd', 'shadow'))
