-- id: request_in_command
-- title: A value of a web request that stands in a command of a shell
-- severity: medium
-- confidence: likely
-- weakness: CWE-78
-- clauses: 3GPP TS 33.117 4.3.4.7; ETSI EN 303 645 5.13-1
-- why: A shell reads a command with text in it that a web server takes from a request: a variable of a form, or one of the
--      environment that CGI fills (RFC 3875). Unless the text is checked, characters such as ; and $() make it commands of
--      their own; quotes alone do not hinder that. No other function gets the text that might check it.
-- refuted by: a check of the text by instructions of the function itself, or of the server before
-- activation: present
-- alternatives: a page for administrators, who may do as much by other means
-- not claimed: that the text is not checked in another way, or that no login stands before it
SELECT id AS evidence, message, address, function, through, parts, written_by, input, input_call, input_address, input_name,
       quotes
FROM command_of_input
WHERE (input = 'request'
       OR input = 'environment'
          AND (input_name IN ('QUERY_STRING', 'REQUEST_URI', 'PATH_INFO', 'PATH_TRANSLATED', 'REQUEST_METHOD', 'CONTENT_TYPE',
                              'REMOTE_USER', 'REMOTE_IDENT')
               OR input_name GLOB 'HTTP_*'))
  AND NOT (template GLOB '%s*'
           AND (input = 'request' OR input_name IN ('QUERY_STRING', 'HTTP_COOKIE')))
