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
SELECT id AS evidence, message, address, function, through, parts, written_by, input, input_call, input_address, input_name,
       quotes
FROM command_of_input
WHERE input = 'network'
  AND template NOT GLOB '%s*'
