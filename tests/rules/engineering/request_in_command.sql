-- fires 2: a form's variable and one of CGI
INSERT INTO executed_command (address, how, runs, content, template, exact, input, input_call, input_name, quotes)
VALUES (4096, 'shell', 'system', 'input', 'ping %s', 1, 'request', 'websGetVar', 'host', 'none'),
  (4100, 'shell', 'popen', 'input', 'nslookup "%s"', 1, 'environment', 'getenv', 'QUERY_STRING', 'double');
-- silent: a variable of the environment that no request fills, and one that is checked
INSERT INTO executed_command (address, how, runs, content, template, exact, input, input_call, input_name, also_given)
VALUES (4096, 'shell', 'system', 'input', '%s -c', 1, 'environment', 'getenv', 'EDITOR', NULL),
  (4100, 'shell', 'system', 'input', 'ping %s', 1, 'request', 'websGetVar', 'host', 'is_host');
