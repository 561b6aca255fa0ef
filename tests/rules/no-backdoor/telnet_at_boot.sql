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
