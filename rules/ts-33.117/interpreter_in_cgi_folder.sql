-- id: interpreter_in_cgi_folder
-- title: An interpreter or compiler that the web server can call
-- severity: high
-- confidence: strong
-- weakness: CWE-78
-- clauses: 3GPP TS 33.117 4.3.4.5
-- why: What stands in a folder named cgi-bin is run when its address is asked for, with arguments from the address.
--      A shell or an interpreter there runs what the request says.
-- refuted by: a configuration in which this folder is not one of CGI programs
-- activation: present
-- alternatives: a script that has the name of an interpreter
-- not claimed: that the web server is started, or asks for no login before
SELECT node.id AS evidence_node,
       quote_text(node.path) || ' can be asked for as a CGI program' AS message,
       node.link_target AS link_target
FROM node
WHERE node.kind IN ('file', 'symlink')
  AND node.path LIKE '%/cgi-bin/%'
  AND basename(node.path) IN ('sh', 'ash', 'bash', 'dash', 'busybox', 'perl', 'python', 'python2', 'python3', 'lua',
                              'php', 'php-cgi', 'ruby', 'tclsh', 'gcc', 'cc', 'tcc', 'awk', 'expect')
  AND (node.kind = 'symlink' OR node.file_type = 'elf')
