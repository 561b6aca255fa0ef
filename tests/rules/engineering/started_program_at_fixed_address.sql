-- fires: a network program
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', '', '/usr/sbin/httpd');
INSERT INTO started (program, mechanism) VALUES ('/usr/sbin/httpd', 'rc');
INSERT INTO elf (node, pie) VALUES (2, 0);
INSERT INTO import (node, name) VALUES (2, 'socket');
-- silent: no network, or loaded anywhere
INSERT INTO node (id, parent, kind, name, path) VALUES
  (2, 1, 'file', '', '/usr/sbin/a'), (3, 1, 'file', '', '/usr/sbin/b');
INSERT INTO started (program, mechanism) VALUES ('a', 'rc'), ('b', 'rc');
INSERT INTO elf (node, pie) VALUES (2, 0), (3, 1);
INSERT INTO import (node, name) VALUES (2, 'puts'), (3, 'socket');
