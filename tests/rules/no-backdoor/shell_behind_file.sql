-- fires 2: a flag, and a telnet service of busybox
INSERT INTO started (program, arguments, mechanism, condition) VALUES ('/bin/sh', '', 'rc', '[ -f /flash/devel ]'),
  ('busybox', 'telnetd -l /bin/sh', 'rc', 'test -e /mnt/usb/enable_telnet');
-- silent: a test of the program itself, a script that is run, and no condition
INSERT INTO started (program, arguments, mechanism, condition) VALUES ('telnetd', '', 'rc', '[ -x /usr/sbin/telnetd ]'),
  ('sh', '/etc/init.d/net', 'rc', '[ -f /etc/net ]'), ('telnetd', '', 'rc', '[ -f /usr/sbin/telnetd ]'),
  ('telnetd', '', 'rc', NULL);
