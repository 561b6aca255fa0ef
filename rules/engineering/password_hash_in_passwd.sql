-- id: password_hash_in_passwd
-- title: A password hash in a file that everybody may read
-- severity: low
-- confidence: proven
-- weakness: CWE-522
-- clauses: 3GPP TS 33.117 4.2.3.2.3; 3GPP TS 33.117 4.3.2.7
-- why: shadow(5) exists so that only root reads hashes. This file has one and its mode lets every user read it, so
--      that any program that is broken into gives it away.
-- refuted by: a start of the device that narrows the mode or moves the hash
-- activation: present
-- not claimed: that anyone can run programs on the device
SELECT account.id AS evidence, node.id AS evidence_node,
       quote_text(node.path) || ', which everybody may read, has the password hash of account ' ||
       quote_text(account.name) AS message
FROM account
JOIN node_content ON node_content.content = account.node
JOIN node ON node.id = node_content.node
WHERE account.state = 'hash'
  AND account.file IN ('passwd', 'shadow')
  AND node.mode & 4 = 4
