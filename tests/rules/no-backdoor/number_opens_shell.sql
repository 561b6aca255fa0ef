-- fires: a digest
INSERT INTO comparison (address, how, bytes, edge, opens, opens_call, opens_argument)
VALUES (4096, 'number', '5bd1e995', 'branch', 'shell', 'system', '/bin/sh');
-- silent: another command, and a text
INSERT INTO comparison (address, how, bytes, text, edge, opens, opens_call, opens_argument)
VALUES (4096, 'number', '5bd1e995', NULL, 'branch', 'shell', 'system', 'date'),
  (4100, 'inline', '6f70656e', 'open', 'branch', 'shell', 'system', '/bin/sh');
