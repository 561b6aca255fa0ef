-- id: credential_readable_by_all
-- title: A file with secrets that every user of the device may read
-- severity: low
-- confidence: proven
-- weakness: CWE-732; CWE-522
-- clauses: 3GPP TS 33.117 4.3.2.7; 3GPP TS 33.117 4.2.3.2.3
-- why: The mode of the file lets every user read it, and it has passwords or keys in the clear: any program that is
--      broken into gives them away.
-- refuted by: a folder above it that lets no others in, or a start of the device that narrows the mode
-- activation: present
-- not claimed: that anyone can run programs on the device
SELECT min(credential.id) AS evidence, node.id AS evidence_node,
       quote_text(node.path) || ', mode ' || printf('%04o', node.mode) || ', has ' || count(*) || ' secret' ||
       CASE count(*) WHEN 1 THEN '' ELSE 's' END AS message
FROM credential
JOIN node_content ON node_content.content = credential.node
JOIN node ON node.id = node_content.node
WHERE credential.state IN ('plain', 'reversible')
  AND node.mode & 4 = 4
GROUP BY node.id
