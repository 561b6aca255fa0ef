-- id: setting_in_command
-- title: A stored setting that stands in a command of a shell
-- severity: low
-- confidence: likely
-- weakness: CWE-78
-- clauses: ETSI EN 303 645 5.13-1
-- why: A shell reads a command with the text of a setting in it. Who may change the setting, by the web interface or by a
--      restored configuration, adds commands to it with characters such as ; and $(), unless they are refused where the
--      setting is made. No other function gets the text here that might check it.
-- refuted by: a check of the setting's form wherever it can be set
-- activation: present
-- alternatives: a setting that only the maker writes
-- not claimed: that the setting is not checked when it is stored
SELECT min(command.id) AS evidence,
       count(DISTINCT command.address) || ' command' ||
       CASE count(DISTINCT command.address) WHEN 1 THEN ' of ' ELSE 's of ' END ||
       quote_text(coalesce(node.path, node.locator)) || ' ha' ||
       CASE count(DISTINCT command.address) WHEN 1 THEN 's' ELSE 've' END ||
       ' the text of a setting, as ' || quote_text(coalesce(command.template, '%s')) ||
       coalesce(' with that of ' || quote_text(command.input_name), '') AS message,
       command.address, command.function, command.through, command.parts, command.quotes
FROM command_of_input AS command
JOIN node ON node.id = command.node
WHERE command.input = 'nvram'
GROUP BY command.node
