-- id: received_text_in_command
-- title: Text from the network that stands in a command of a shell
-- severity: medium
-- confidence: likely
-- weakness: CWE-78
-- clauses: ETSI EN 303 645 5.13-1
-- why: A shell reads a command with text that comes from the network in it. Unless the text is checked, characters such
--      as ; and $() make it commands of their own; quotes alone do not hinder that. Nothing that was seen changes the text
--      between, and no other function gets it that might check it.
-- refuted by: a check of the text by instructions of the function itself
-- activation: present
-- alternatives: a peer that may do as much by other means
-- not claimed: that the text is not checked in another way, or that the place is reached
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
  AND executed_command.input = 'network'
  AND executed_command.template NOT GLOB '%s*'
