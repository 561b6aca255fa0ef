-- id: world_writable_files
-- title: Files that every user of the device may write
-- severity: low
-- confidence: proven
-- weakness: CWE-732
-- clauses: 3GPP TS 33.117 4.3.2.7
-- why: The mode of these files lets every user change them. One finding stands for all of a container.
-- refuted by: a file system that is only ever mounted read-only, or folders above that let no others in
-- activation: present
-- not claimed: that anyone can run programs on the device, or that the file system is mounted writable
SELECT min(node.id) AS evidence_node,
       count(*) || ' file' || CASE count(*) WHEN 1 THEN '' ELSE 's' END || ' may be written by every user, first ' ||
       quote_text(node.path) AS message
FROM node
WHERE node.kind = 'file'
  AND node.path IS NOT NULL
  AND node.mode & 2 = 2
GROUP BY node.parent
