-- id: cgi_input_without_quotes
-- title: A CGI script that hands a request to a command without quotes
-- severity: low
-- confidence: likely
-- weakness: CWE-88
-- clauses: 3GPP TS 33.117 4.3.4.7
-- why: Without quotes the shell splits the value at blanks and expands patterns in it, so that a client adds
--      options and file names to the command.
-- refuted by: a check, before the line, that lets only harmless characters pass
-- activation: present
-- not claimed: that the command does harm with other arguments
SELECT script_input.id AS evidence,
       quote_text(source) || ' stands without quotes in a command: ' || 
       coalesce(quote_text(node.path), 'a file') || ', line ' || coalesce(script_input.line, 1) AS message
FROM script_input
JOIN (SELECT id AS file, path FROM node) AS node ON node.file = script_input.node
WHERE sink = 'program'
