-- fires: a file on a stick
INSERT INTO comparison (address, how, comparator, text, edge, opens, opens_call, opens_argument)
VALUES (4096, 'file', 'access', '/mnt/usb/.factory_key', 'branch', 'execute', 'execl', '/bin/sh');
-- silent: the shell itself is looked for, a program that is none, and a word that is compared
INSERT INTO comparison (address, how, comparator, text, edge, opens, opens_call, opens_argument)
VALUES (4096, 'file', 'access', '/bin/bash', 'branch', 'execute', 'execl', '/bin/sh'),
  (4100, 'file', 'access', '/etc/ppp/ip-up', 'branch', 'execute', 'execl', '/sbin/route'),
  (4104, 'name', 'strcmp', '/mnt/usb/.factory_key', 'branch', 'execute', 'execl', '/bin/sh');
