-- id: json_run_as_code
-- title: A script that runs what it received to read it
-- severity: low
-- confidence: likely
-- weakness: CWE-95
-- clauses: 3GPP TS 33.117 4.3.6.2
-- why: A parser of JSON reads values; eval runs them. Whoever writes the text that is read gives commands to the one
--      who reads it.
-- refuted by: a check of the text before it
-- activation: present
-- alternatives: an old page whose replies come from the device alone
-- not claimed: that somebody else can write the text
SELECT web_execution.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' runs what ' || quote_text(web_execution.input) ||
       ' brings, by ' || web_execution.call AS message,
       web_execution.line AS line
FROM web_execution
JOIN node ON node.id = web_execution.node
WHERE web_execution.taken_as = 'reply'
   OR (web_execution.taken_as = 'command' AND web_execution.call = 'eval' AND node.file_type <> 'script')
