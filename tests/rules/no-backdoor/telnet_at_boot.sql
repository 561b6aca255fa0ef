-- fires: a boot script's line
INSERT INTO started (program, mechanism, line) VALUES ('/usr/sbin/telnetd', 'rc', 12);
-- fires: as an applet
INSERT INTO started (program, arguments, mechanism) VALUES ('/bin/busybox', 'telnetd -l /bin/sh', 'inittab');
-- fires: from inetd
INSERT INTO started (program, user, mechanism, trigger) VALUES
  ('/usr/sbin/in.telnetd', 'root', 'inetd', 'telnet stream tcp');
-- silent: the client, and names that contain it
INSERT INTO started (program, arguments, mechanism) VALUES
  ('/usr/bin/telnet', '10.0.0.1', 'rc'), ('/usr/sbin/telnetd-monitor', '', 'rc'),
  ('/bin/busybox', 'telnetdump', 'rc'), ('/bin/echo', 'telnetd', 'rc');
-- fires: a script of init.d that a link calls
INSERT INTO node (id, parent, kind, name, path, link_target) VALUES
  (2, 1, 'file', 'etc/init.d/telnet', '/etc/init.d/telnet', NULL),
  (3, 1, 'symlink', 'etc/rc.d/S50telnet', '/etc/rc.d/S50telnet', '../init.d/telnet');
INSERT INTO started (node, program, mechanism) VALUES (2, '/usr/sbin/telnetd', 'init.d');
-- fires: a script of init.d that rcS calls
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', 'etc/init.d/telnet', '/etc/init.d/telnet');
INSERT INTO started (node, program, mechanism) VALUES (2, 'telnetd', 'init.d'), (1, '/etc/init.d/telnet', 'rc');
-- silent: a script of init.d whose only link stops it, and one that nothing calls
INSERT INTO node (id, parent, kind, name, path, link_target) VALUES
  (2, 1, 'file', 'etc/init.d/telnet', '/etc/init.d/telnet', NULL),
  (3, 1, 'symlink', 'etc/rc.d/K50telnet', '/etc/rc.d/K50telnet', '../init.d/telnet'),
  (4, 1, 'file', 'etc/init.d/telnet2', '/etc/init.d/telnet2', NULL);
INSERT INTO started (node, program, mechanism) VALUES (2, 'telnetd', 'init.d'), (4, 'telnetd', 'init.d');
-- fires: a unit that a target wants
INSERT INTO node (id, parent, kind, name, path, link_target) VALUES
  (2, 1, 'file', '', '/lib/systemd/system/t.service', NULL),
  (3, 1, 'symlink', '', '/etc/systemd/system/multi-user.target.wants/t.service', '/lib/systemd/system/t.service');
INSERT INTO started (node, program, mechanism) VALUES (2, 'telnetd', 'systemd');
-- silent: a unit that none wants
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', '', '/lib/systemd/system/t.service');
INSERT INTO started (node, program, mechanism) VALUES (2, 'telnetd', 'systemd');
