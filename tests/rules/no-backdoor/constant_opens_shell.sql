-- fires 3: a word, a magic number in place, and a service one level down
INSERT INTO comparison (address, how, comparator, text, input, input_call, edge, opens, opens_call, opens_argument)
VALUES (4096, 'name', 'strcmp', 'open_it', 'network', 'recv', 'branch', 'shell', 'system', '/bin/sh -i'),
  (4100, 'inline', NULL, 'MMcS', 'network', 'recvfrom', 'branch', 'execute root', 'execl', '/bin/sh'),
  (4104, 'name', 'strncmp', 'tnl_on', 'request', 'websGetVar', 'branch', 'shell', 'system', '/usr/sbin/telnetd -l /bin/sh');
-- silent: a word of the command line, a command that is no shell, a comparison that nothing asks about, an unknown origin
INSERT INTO comparison (address, how, comparator, text, input, input_call, edge, opens, opens_call, opens_argument)
VALUES (4096, 'name', 'strcmp', 'start', 'argument', NULL, 'branch', 'shell', 'system', '/usr/sbin/telnetd'),
  (4100, 'name', 'strcmp', 'reboot', 'network', 'recv', 'branch', 'shell', 'system', '/sbin/reboot'),
  (4104, 'name', 'strcmp', 'sh', 'network', 'recv', 'none', 'shell', 'system', '/bin/sh'),
  (4108, 'name', 'strcmp', 'shell', NULL, NULL, 'branch', 'execute', 'execl', '/bin/sh'),
  (4112, 'name', 'strcmp', 'ps', 'network', 'recv', 'branch', 'shell', 'system', 'sh /etc/show.sh');
