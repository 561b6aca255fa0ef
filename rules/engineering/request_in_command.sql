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
SELECT executed_command.id AS evidence,
       executed_command.runs || ' runs ' || quote_text(coalesce(executed_command.template, '%s')) || ' with text that '
         || coalesce(executed_command.input_call, executed_command.input) || ' brings'
         || coalesce(' for ' || quote_text(executed_command.input_name), '') AS message,
       printf('0x%x', executed_command.address) AS address, executed_command.function_name AS function,
       executed_command.through AS through, executed_command.parts AS parts, executed_command.written_by AS written_by,
       executed_command.input AS input, executed_command.input_call AS input_call,
       printf('0x%x', executed_command.input_address) AS input_address, executed_command.input_name AS input_name,
       executed_command.quotes AS quotes
FROM executed_command
WHERE executed_command.how = 'shell' AND executed_command.content = 'input' AND executed_command.exact = 1
  AND executed_command.also_given IS NULL
  AND (executed_command.input = 'request'
       OR executed_command.input = 'environment'
          AND (executed_command.input_name IN ('QUERY_STRING', 'REQUEST_URI', 'PATH_INFO', 'PATH_TRANSLATED', 'REQUEST_METHOD',
                                               'CONTENT_TYPE', 'REMOTE_USER', 'REMOTE_IDENT')
               OR executed_command.input_name GLOB 'HTTP_*'))
  AND NOT (executed_command.template GLOB '%s*'
           AND (executed_command.input = 'request' OR executed_command.input_name IN ('QUERY_STRING', 'HTTP_COOKIE')))
