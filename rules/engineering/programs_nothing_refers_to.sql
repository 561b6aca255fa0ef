-- id: programs_nothing_refers_to
-- title: Programs whose names stand nowhere else in the image
-- severity: info
-- confidence: strong
-- weakness: CWE-1164
-- clauses: 3GPP TS 33.117 4.3.2.3
-- why: No script, program, page, link or list of packages of the image has the name of these files. They are
--      there for people who type them, or are left over.
-- refuted by: a name that another program puts together from parts
-- activation: present
-- not claimed: that they do harm; the table unreferred_file names each
SELECT min(unreferred_file.id) AS evidence,
       count(*) || ' program' || CASE count(*) WHEN 1 THEN '' ELSE 's' END ||
       ' that nothing else names, as ' || quote_text(min(coalesce(node.path, node.locator))) AS message,
       count(*) AS programs
FROM unreferred_file
JOIN node ON node.id = unreferred_file.node
WHERE unreferred_file.file_type IN ('elf', 'script')
  AND coalesce(unreferred_file.executable, 1) = 1
HAVING count(*) > 0
