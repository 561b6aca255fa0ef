-- fires: the text itself, and before a redirection
INSERT INTO executed_command (address, how, runs, content, exact, input, input_call, quotes)
VALUES (4096, 'shell', 'system', 'input', 1, 'network', 'recv', 'none');
-- fires: a text that goes on behind it
INSERT INTO executed_command (address, how, runs, content, template, exact, input, input_call, quotes)
VALUES (4096, 'shell', 'popen', 'input', '%s 2>&1', 1, 'network', 'recv', 'none');
-- silent: an argument of a command, a text that another function sees, one that may have changed, a file, a program's path
INSERT INTO executed_command (address, how, runs, content, template, exact, input, input_call, also_given)
VALUES (4096, 'shell', 'system', 'input', 'ping %s', 1, 'network', 'recv', NULL),
  (4100, 'shell', 'system', 'input', '%s &', 1, 'network', 'recv', 'is_allowed'),
  (4104, 'shell', 'system', 'input', '%s &', 0, 'network', 'recv', NULL),
  (4108, 'shell', 'system', 'input', '%s &', 1, 'file', 'fgets', NULL),
  (4112, 'program', 'execv', 'input', NULL, 1, 'network', 'recv', NULL);
