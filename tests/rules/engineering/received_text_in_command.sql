-- fires: an argument of a command
INSERT INTO executed_command (address, how, runs, content, template, exact, input, input_call, quotes)
VALUES (4096, 'shell', 'system', 'input', 'ping %s', 1, 'network', 'recv', 'none');
-- silent: numbers only, a text that another function sees, a setting
INSERT INTO executed_command (address, how, runs, content, template, exact, input, input_call, also_given)
VALUES (4096, 'shell', 'system', 'numbers', 'ping %d', 1, NULL, NULL, NULL),
  (4100, 'shell', 'system', 'input', 'ping %s', 1, 'network', 'recv', 'inet_addr'),
  (4104, 'shell', 'system', 'input', 'ping %s', 1, 'nvram', 'nvram_get', NULL);
