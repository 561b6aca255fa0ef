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
SELECT web_execution.id AS evidence,
       quote_text(web_execution.input) || ' stands without quotes in a command of ' ||
       quote_text(coalesce(node.path, node.locator)) || ', line ' || coalesce(web_execution.line, 1) AS message
FROM web_execution
JOIN node ON node.id = web_execution.node
WHERE web_execution.taken_as = 'argument'
