-- fires: a network program
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', '', '/usr/sbin/httpd');
INSERT INTO started (program, mechanism) VALUES ('httpd', 'rc');
INSERT INTO elf (node, canary) VALUES (2, 0);
INSERT INTO import (node, name) VALUES (2, 'socket'), (2, 'listen');
-- fires: started by a link to it
INSERT INTO node (id, parent, kind, name, path, link_target) VALUES
  (2, 1, 'file', '', '/usr/sbin/multi', NULL), (3, 1, 'symlink', '', '/usr/sbin/httpd', 'multi');
INSERT INTO started (program, mechanism) VALUES ('httpd', 'rc');
INSERT INTO elf (node, canary) VALUES (2, 0);
INSERT INTO import (node, name) VALUES (2, 'socket');
-- silent: no network, has them, or cannot be told
INSERT INTO node (id, parent, kind, name, path) VALUES
  (2, 1, 'file', '', '/usr/sbin/a'), (3, 1, 'file', '', '/usr/sbin/b'), (4, 1, 'file', '', '/usr/sbin/c');
INSERT INTO started (program, mechanism) VALUES ('a', 'rc'), ('b', 'rc'), ('c', 'rc');
INSERT INTO elf (node, canary) VALUES (2, 0), (3, 1), (4, NULL);
INSERT INTO import (node, name) VALUES (2, 'puts'), (3, 'socket'), (4, 'socket');
