-- id: setuid_root_program
-- title: A program that runs as root whoever calls it
-- severity: info
-- confidence: proven
-- weakness: CWE-250
-- clauses: 3GPP TS 33.117 4.2.4.1.2.1
-- why: The mode has the set-user-id bit and the owner is root. Each such program is a way from a user's rights to
--      root's, if it has a fault.
-- refuted by: a mount with nosuid
-- activation: present
-- not claimed: that the program has a fault, or that it needs not the right
SELECT node.id AS evidence_node,
       quote_text(node.path) || ' has mode ' || printf('%04o', node.mode) || ' and belongs to root' AS message
FROM node
WHERE node.kind = 'file'
  AND node.mode & 2048 = 2048
  AND node.mode & 73 <> 0
  AND node.uid = 0
