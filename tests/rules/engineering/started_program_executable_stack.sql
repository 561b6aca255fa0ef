-- fires: once for a program that is started twice
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', '', '/usr/sbin/httpd');
INSERT INTO started (program, mechanism) VALUES ('httpd', 'rc'), ('/usr/sbin/httpd', 'rc');
INSERT INTO elf (node, machine, nx) VALUES (2, 'arm', 0);
-- silent: not started, sound, or not shown
INSERT INTO node (id, parent, kind, name, path) VALUES
  (2, 1, 'file', '', '/usr/sbin/a'), (3, 1, 'file', '', '/usr/sbin/b'), (4, 1, 'file', '', '/usr/sbin/c');
INSERT INTO started (program, mechanism) VALUES ('b', 'rc'), ('c', 'rc');
INSERT INTO elf (node, machine, nx) VALUES (2, 'arm', 0), (3, 'arm', 1), (4, 'arm', NULL);
