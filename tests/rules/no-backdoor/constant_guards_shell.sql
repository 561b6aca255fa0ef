-- fires 2: of an unknown origin, and of a setting
INSERT INTO comparison (address, how, comparator, text, input, input_call, edge, opens, opens_call, opens_argument)
VALUES (4108, 'name', 'strcmp', 'shell_7', NULL, NULL, 'branch', 'execute', 'execl', '/bin/sh'),
  (4112, 'name', 'strcmp', 'enabled', 'nvram', 'nvram_get', 'branch', 'shell', 'system', 'telnetd');
-- silent: a word of the command line, one that another rule tells, a single letter, and another program
INSERT INTO comparison (address, how, comparator, text, input, input_call, edge, opens, opens_call, opens_argument)
VALUES (4096, 'name', 'strcmp', 'start', 'argument', NULL, 'branch', 'shell', 'system', '/usr/sbin/telnetd'),
  (4100, 'name', 'strcmp', 'open_it', 'network', 'recv', 'branch', 'shell', 'system', '/bin/sh -i'),
  (4104, 'inline', NULL, 'q', NULL, NULL, 'branch', 'shell', 'system', '/bin/sh'),
  (4108, 'name', 'strcmp', 'list', NULL, NULL, 'branch', 'shell', 'popen', 'ls /bin/sh'),
  (4112, 'name', 'strcmp', 'run', NULL, NULL, 'branch', 'shell', 'system', NULL);
