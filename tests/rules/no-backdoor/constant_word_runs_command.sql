-- fires: one word, and a command of unknown text
INSERT INTO comparison (address, how, comparator, text, input, input_call, siblings, edge, opens, opens_call)
VALUES (4096, 'name', 'strncmp', 'AT+RUN=', 'network', 'recv', 0, 'branch', 'shell', 'system');
-- silent: one of many commands, a command line, a constant command, and a function further down
INSERT INTO comparison (address, how, comparator, text, input, siblings, edge, opens, opens_call, opens_argument, opens_through)
VALUES (4096, 'name', 'strcmp', 'ping', 'network', 7, 'branch', 'shell', 'system', NULL, NULL),
  (4100, 'name', 'strcmp', 'start', 'argument', 0, 'branch', 'shell', 'system', NULL, NULL),
  (4104, 'name', 'strcmp', 'date', 'network', 0, 'branch', 'shell', 'system', 'date', NULL),
  (4108, 'name', 'strcmp', 'save', 'network', 0, 'branch', 'shell', 'system', NULL, 'store'),
  (4112, 'name', 'strcmp', 'GET', 'network', 0, 'branch', 'shell', 'system', NULL, NULL);
