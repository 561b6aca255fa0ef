-- id: cgi_input_to_shell
-- title: A CGI script that reads a request as text of the shell
-- severity: high
-- confidence: strong
-- weakness: CWE-78
-- clauses: 3GPP TS 33.117 4.3.4.7; 3GPP TS 33.117 4.2.3.4.1.1
-- why: What a client sends comes to eval or sh -c, where characters such as ; and $( make new commands of it,
--      which run as the user of the web server.
-- refuted by: a check, before the line, that lets none of these characters pass
-- activation: present
-- alternatives: the script is a tool of development that the product does not serve
-- not claimed: that the script can be reached before a login, or at all
SELECT script_input.id AS evidence,
       quote_text(source) || ' becomes text of the shell: ' || 
       coalesce(quote_text(node.path), 'a file') || ', line ' || coalesce(script_input.line, 1) AS message
FROM script_input
JOIN (SELECT id AS file, path FROM node) AS node ON node.file = script_input.node
WHERE sink = 'shell'
