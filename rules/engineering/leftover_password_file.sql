-- id: leftover_password_file
-- title: A copy of a password file that was left behind
-- severity: low
-- confidence: strong
-- weakness: CWE-530
-- clauses: 3GPP TS 33.117 4.3.2.3
-- why: The name says that the file is an earlier or a saved copy, which no login reads, and it has hashes: of
--      passwords that may be in use elsewhere.
-- refuted by: a script that copies it to where logins read it
-- activation: present
-- alternatives: a template from which the first boot makes the file
-- not claimed: that a login uses it
SELECT min(account.id) AS evidence,
       quote_text(node.path) || ' has ' || count(*) || ' password hash' ||
       CASE count(*) WHEN 1 THEN '' ELSE 'es' END AS message
FROM account
JOIN node ON node.id = account.node
WHERE account.state = 'hash'
  AND (basename(node.path) GLOB 'passwd[-~]' OR basename(node.path) GLOB 'shadow[-~]'
       OR basename(node.path) GLOB 'passwd[._-][bos]*' OR basename(node.path) GLOB 'shadow[._-][bos]*')
GROUP BY account.node
