-- id: editor_leftovers
-- title: Copies that editors and merges left in the image
-- severity: info
-- confidence: strong
-- weakness: CWE-530
-- clauses: 3GPP TS 33.117 4.3.2.3
-- why: Such copies are earlier states of files. Where a web server shows the folder, it shows them as text,
--      also of scripts that it would run.
-- refuted by: none: the files are there
-- activation: present
-- alternatives: a copy that the system itself keeps, as of a list of packages
SELECT min(leftover.id) AS evidence,
       count(*) || ' file' || CASE count(*) WHEN 1 THEN '' ELSE 's' END ||
       ' of editors, merges and folder views, the first ' ||
       quote_text(min(coalesce(node.path, node.locator))) AS message,
       count(*) AS files
FROM leftover
JOIN node ON node.id = leftover.node
WHERE leftover.kind IN ('editor backup', 'merge leftover', 'backup', 'folder view')
HAVING count(*) > 0
