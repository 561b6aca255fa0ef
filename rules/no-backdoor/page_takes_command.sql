-- id: page_takes_command
-- title: A page that asks for a command
-- severity: medium
-- confidence: likely
-- weakness: CWE-912; CWE-78
-- clauses: 3GPP TS 33.117 4.3.2.4; 3GPP TS 33.117 4.3.4.7
-- why: A form has a field to be typed into, or a script asks for a value, that is called a command of a shell
--      or of the system.
-- refuted by: a program behind it that knows a fixed list of words and no other
-- activation: present
-- alternatives: a console for administrators that the manual describes
-- not claimed: that what is typed comes to a shell, or whether a login stands before it
SELECT min(web_parameter.id) AS evidence,
       'a page sends or a script takes ' || quote_text(web_parameter.name) ||
       CASE WHEN coalesce(web_parameter.target, '') = '' THEN ''
            ELSE ' (' || quote_text(web_parameter.target) || ')' END AS message,
       node.path AS page
FROM web_parameter
JOIN node ON node.id = web_parameter.node
WHERE web_parameter.name COLLATE NOCASE IN ('cmd', 'command', 'syscmd', 'sys_cmd', 'systemcommand', 'shell_cmd',
                                            'shellcmd', 'webcmd', 'web_cmd', 'exec_cmd', 'execcmd', 'cmdline',
                                            'cmd_line')
  AND (web_parameter.kind IN ('text', 'textarea')
       OR (web_parameter.kind IN ('lookup', 'hidden', 'query')
           AND web_parameter.name COLLATE NOCASE IN ('syscmd', 'sys_cmd', 'systemcommand', 'shell_cmd', 'shellcmd',
                                                     'exec_cmd', 'execcmd')))
GROUP BY web_parameter.node, web_parameter.name
