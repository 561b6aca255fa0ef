-- id: password_hash_unsalted
-- title: A password hash without a salt
-- severity: medium
-- confidence: proven
-- weakness: CWE-759; CWE-916
-- clauses: 3GPP TS 33.117 4.2.3.2.3
-- why: One round of MD5, SHA-1 or SHA-256 over the password alone: equal passwords have equal hashes, tables of all
--      short ones exist, and one graphics card tries billions a second.
-- refuted by: a value of this length that is no hash of a password
-- activation: present
SELECT credential.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has ' || quote_text(credential.name) || ' as ' ||
       credential.scheme AS message
FROM credential
JOIN node ON node.id = credential.node
WHERE credential.state = 'hash' AND credential.scheme IN ('md5 hex', 'sha1 hex', 'sha256 hex')
UNION ALL
SELECT account.id,
       quote_text(coalesce(node.path, node.locator)) || ' has the password of account ' ||
       quote_text(account.name) || ' as ' || account.scheme
FROM account
JOIN node ON node.id = account.node
WHERE account.state = 'hash' AND account.scheme IN ('md5 hex', 'sha1 hex', 'sha256 hex')
