-- id: received_text_run_as_command
-- title: A program that runs what it receives as a command
-- severity: high
-- confidence: likely
-- weakness: CWE-78; CWE-912
-- clauses: 3GPP TS 33.117 4.3.2.1; ETSI EN 303 645 5.13-1
-- why: What a shell is given to read begins with text that comes from the network or from a request, so that whoever sends
--      it says which command is run. Nothing that was seen changes the text between, and no other function gets it.
-- refuted by: a check of the text by instructions of the function itself; a peer that is known by a key before
-- activation: present
-- alternatives: a service whose purpose it is to run commands, behind a login of its own
-- not claimed: that the peer is not asked for a login before, or that the place is reached
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
  AND (executed_command.input IN ('network', 'request')
       OR executed_command.input = 'environment' AND executed_command.input_name IN ('QUERY_STRING', 'HTTP_COOKIE'))
  AND (executed_command.template IS NULL OR executed_command.template GLOB '%s*')
