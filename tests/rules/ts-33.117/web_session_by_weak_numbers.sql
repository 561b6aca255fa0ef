-- fires: rand alone
INSERT INTO node (id, parent, kind, path) VALUES (2, 1, 'file', '/usr/sbin/httpd'), (3, 1, 'file', '/etc/init.d/rcS');
INSERT INTO elf (node, type) VALUES (2, 'executable');
INSERT INTO import (node, name) VALUES (2, 'rand'), (2, 'srand'), (2, 'strcpy');
INSERT INTO started (node, program, mechanism) VALUES (3, 'httpd', 'rc');
-- fires: random, whose name is no better one
INSERT INTO node (id, parent, kind, path) VALUES (2, 1, 'file', '/usr/sbin/httpd'), (3, 1, 'file', '/etc/init.d/rcS');
INSERT INTO elf (node, type) VALUES (2, 'executable');
INSERT INTO import (node, name) VALUES (2, 'random'), (2, 'srandom');
INSERT INTO started (node, program, mechanism) VALUES (3, 'httpd', 'rc');
-- silent: it has better ones; another program
INSERT INTO node (id, parent, kind, path) VALUES (2, 1, 'file', '/usr/sbin/httpd'), (3, 1, 'file', '/etc/init.d/rcS'),
  (4, 1, 'file', '/usr/sbin/ntpd');
INSERT INTO elf (node, type) VALUES (2, 'executable'), (4, 'executable');
INSERT INTO import (node, name) VALUES (2, 'rand'), (2, 'RAND_bytes'), (4, 'rand');
INSERT INTO started (node, program, mechanism) VALUES (3, 'httpd', 'rc'), (3, 'ntpd', 'rc');
