-- id: private_key_readable_by_all
-- title: A private key that every user of the device may read
-- severity: medium
-- confidence: proven
-- weakness: CWE-732
-- clauses: 3GPP TS 33.117 4.3.2.7
-- why: The mode of the file lets every user read it, and no passphrase protects the key: any program that is broken
--      into gives it away.
-- refuted by: a folder above it that lets no others in, or a start of the device that narrows the mode
-- activation: present
-- not claimed: that anyone can run programs on the device
SELECT key.id AS evidence, node.id AS evidence_node,
       quote_text(node.path) || ' has a private key and mode ' || printf('%04o', node.mode) AS message
FROM device_key AS key
JOIN node_content ON node_content.content = key.node
JOIN node ON node.id = node_content.node
WHERE node.file_type <> 'elf'  -- a program must be readable; that it has a key is said elsewhere
  AND node.mode & 4 = 4
