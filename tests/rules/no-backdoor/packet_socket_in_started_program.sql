-- fires: all protocols
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'file', 'usr/sbin/d', '/usr/sbin/d', 33261);
INSERT INTO elf (node, type) VALUES (2, 'executable');
INSERT INTO started (program, mechanism) VALUES ('/usr/sbin/d', 'rc');
INSERT INTO listener (node, protocol, receives, call) VALUES (2, 'packet', 3, 4096);
-- silent: nothing starts the program
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'file', 'usr/sbin/d', '/usr/sbin/d', 33261);
INSERT INTO elf (node, type) VALUES (2, 'executable');
INSERT INTO listener (node, protocol, receives, call) VALUES (2, 'packet', 3, 4096);
-- silent: one link protocol (LLDP), a raw socket of one IP protocol, a socket whose protocol is not known
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'file', 'usr/sbin/d', '/usr/sbin/d', 33261);
INSERT INTO elf (node, type) VALUES (2, 'executable');
INSERT INTO started (program, mechanism) VALUES ('/usr/sbin/d', 'rc');
INSERT INTO listener (node, protocol, receives, call) VALUES (2, 'packet', 35020, 4096);
INSERT INTO listener (node, protocol, receives, call) VALUES (2, 'raw', 1, 4100);
INSERT INTO listener (node, protocol, call) VALUES (2, 'packet', 4104);
-- silent: a program whose work it is
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'file', 'usr/sbin/dhclient', '/usr/sbin/dhclient', 33261);
INSERT INTO elf (node, type) VALUES (2, 'executable');
INSERT INTO started (program, mechanism) VALUES ('/usr/sbin/dhclient', 'rc');
INSERT INTO listener (node, protocol, receives, call) VALUES (2, 'packet', 2048, 4096);
