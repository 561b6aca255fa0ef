-- id: log_file_writable_by_all
-- title: Log files that every user may write
-- severity: low
-- confidence: proven
-- weakness: CWE-732; CWE-117
-- clauses: 3GPP TS 33.117 4.2.3.6.3
-- why: Whoever may write a log can change or empty what it holds against him. One finding stands for all of a container.
-- refuted by: a start of the logger that sets another mode
-- activation: present
-- not claimed: that the running device logs to these files
SELECT min(node.id) AS evidence_node,
       count(*) || ' log file' || CASE count(*) WHEN 1 THEN '' ELSE 's' END ||
       ' may be written by every user, first ' || quote_text(node.path) AS message
FROM node
WHERE node.kind = 'file' AND node.mode & 2 = 2
  AND (node.path GLOB '/var/log/*' OR node.path GLOB '/log/*' OR node.path GLOB '/var/adm/*')
GROUP BY node.parent
