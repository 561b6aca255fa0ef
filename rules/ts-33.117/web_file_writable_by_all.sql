-- id: web_file_writable_by_all
-- title: Files of the web server that every user may write
-- severity: medium
-- confidence: proven
-- weakness: CWE-732
-- clauses: 3GPP TS 33.117 4.3.4.8
-- why: What the web server sends or runs decides what the administrator's browser does. The mode of these files lets
--      every user change them. One finding stands for all of a container.
-- refuted by: a file system that is only ever mounted read-only, or folders above that let no others in
-- activation: present
-- not claimed: that anyone but root runs programs on the device
SELECT min(node.id) AS evidence_node,
       count(*) || ' file' || CASE count(*) WHEN 1 THEN '' ELSE 's' END ||
       ' of the web server may be written by every user, first ' || quote_text(node.path) AS message
FROM node
WHERE node.kind = 'file'
  AND node.mode & 2 = 2
  AND (node.path GLOB '/www/*' OR node.path GLOB '/web/*' OR node.path GLOB '/webroot/*'
       OR node.path GLOB '/var/www/*' OR node.path GLOB '/srv/www/*' OR node.path GLOB '/usr/www/*'
       OR node.path GLOB '/usr/share/www/*' OR node.path GLOB '/home/httpd/*' OR node.path GLOB '/htdocs/*')
GROUP BY node.parent
