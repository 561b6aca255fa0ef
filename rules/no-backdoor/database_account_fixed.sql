-- id: database_account_fixed
-- title: An account in a database of the image
-- severity: medium
-- confidence: strong
-- weakness: CWE-798
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.1-1
-- why: The row has a user and a password, or its hash. As part of the image it is the same on every device. Such
--      accounts are the ones of a web interface or of an application, which no password file shows.
-- refuted by: a first start that makes the database anew
-- activation: present
-- alternatives: test data of a library
SELECT account.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has account ' || quote_text(account.name) || ' with ' ||
       CASE account.state WHEN 'hash' THEN 'a password hash (' || coalesce(account.scheme, 'not known') || ')'
            WHEN 'empty' THEN 'an empty password'
            ELSE 'the password ' || mask_text(account.password) END AS message,
       account.dictionary_source AS dictionary
FROM account
JOIN node ON node.id = account.node
WHERE account.file IN ('sqlite', 'sql')
  AND account.state IN ('plain', 'hash', 'empty')
