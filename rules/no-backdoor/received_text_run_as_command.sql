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
SELECT id AS evidence, message, address, function, through, parts, written_by, input, input_call, input_address, input_name,
       quotes
FROM command_of_input
WHERE (input IN ('network', 'request')
       OR input = 'environment' AND input_name IN ('QUERY_STRING', 'HTTP_COOKIE'))
  AND (template IS NULL OR template GLOB '%s*')
