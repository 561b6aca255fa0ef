-- id: cgi_folder_writable_by_all
-- title: A folder of CGI programs that every user may write to
-- severity: medium
-- confidence: proven
-- weakness: CWE-732; CWE-434
-- clauses: 3GPP TS 33.117 4.3.4.6
-- why: Whoever may write into the folder puts a program there that the web server then runs. The mode of the folder
--      lets every user do so.
-- refuted by: a file system that is only ever mounted read-only, or folders above that let no others in
-- activation: present
-- not claimed: that an upload reaches the folder
SELECT node.id AS evidence_node,
       quote_text(node.path) || ' may be written by every user' AS message
FROM node
WHERE node.kind = 'directory'
  AND node.path LIKE '%/cgi-bin'
  AND node.mode & 2 = 2
