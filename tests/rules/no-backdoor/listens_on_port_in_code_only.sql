-- fires: a constant port of a started program
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'file', 'usr/sbin/d', '/usr/sbin/d', 33261);
INSERT INTO elf (node, type) VALUES (2, 'executable');
INSERT INTO started (program, mechanism) VALUES ('/usr/sbin/d', 'rc');
INSERT INTO listener (node, protocol, address, port, port_from, call) VALUES (2, 'tcp', '0.0.0.0', 32764, 'constant', 4096);
-- fires: a port that a caller passes, over UDP
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'file', 'usr/sbin/d', '/usr/sbin/d', 33261);
INSERT INTO elf (node, type) VALUES (2, 'executable');
INSERT INTO started (program, mechanism) VALUES ('/usr/sbin/d', 'rc');
INSERT INTO listener (node, protocol, port, port_from, call) VALUES (2, 'udp', 53413, 'parameter', 4096);
-- silent: nothing starts the program
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'file', 'usr/sbin/d', '/usr/sbin/d', 33261);
INSERT INTO elf (node, type) VALUES (2, 'executable');
INSERT INTO listener (node, protocol, address, port, port_from, call) VALUES (2, 'tcp', '0.0.0.0', 32764, 'constant', 4096);
-- silent: a setting names the port
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'file', 'usr/sbin/d', '/usr/sbin/d', 33261);
INSERT INTO elf (node, type) VALUES (2, 'executable');
INSERT INTO started (program, mechanism) VALUES ('/usr/sbin/d', 'rc');
INSERT INTO listener (node, protocol, address, port, port_from, call) VALUES (2, 'tcp', '0.0.0.0', 32764, 'constant', 4096);
INSERT INTO listener (protocol, port, program) VALUES ('tcp', 32764, 'd');
-- silent: an argument names the port
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'file', 'usr/sbin/d', '/usr/sbin/d', 33261);
INSERT INTO elf (node, type) VALUES (2, 'executable');
INSERT INTO started (program, arguments, mechanism) VALUES ('/usr/sbin/d', '--port=32764', 'rc');
INSERT INTO listener (node, protocol, address, port, port_from, call) VALUES (2, 'tcp', '0.0.0.0', 32764, 'constant', 4096);
-- silent: for programs of the device alone
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'file', 'usr/sbin/d', '/usr/sbin/d', 33261);
INSERT INTO elf (node, type) VALUES (2, 'executable');
INSERT INTO started (program, mechanism) VALUES ('/usr/sbin/d', 'rc');
INSERT INTO listener (node, protocol, address, port, port_from, call) VALUES (2, 'tcp', '127.0.0.1', 32764, 'constant', 4096);
-- silent: what it falls back to, an assigned port, a port that is not known
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'file', 'usr/sbin/d', '/usr/sbin/d', 33261);
INSERT INTO elf (node, type) VALUES (2, 'executable');
INSERT INTO started (program, mechanism) VALUES ('/usr/sbin/d', 'rc');
INSERT INTO listener (node, protocol, port, port_from, call) VALUES (2, 'tcp', 32764, 'initial', 4096);
INSERT INTO listener (node, protocol, port, port_from, call) VALUES (2, 'udp', 123, 'constant', 4100);
INSERT INTO listener (node, protocol, call) VALUES (2, 'tcp', 4104);
-- silent: the port at which those that boot from the network ask
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'file', 'usr/sbin/d', '/usr/sbin/d', 33261);
INSERT INTO elf (node, type) VALUES (2, 'executable');
INSERT INTO started (program, mechanism) VALUES ('/usr/sbin/d', 'rc');
INSERT INTO listener (node, protocol, address, port, port_from, call) VALUES (2, 'udp', '0.0.0.0', 4011, 'constant', 4096);
