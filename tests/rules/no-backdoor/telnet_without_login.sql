-- fires: a shell in place of login
INSERT INTO started (program, arguments, mechanism) VALUES ('/usr/sbin/telnetd', '-l /bin/sh', 'rc');
-- fires: as an applet, with a port behind
INSERT INTO started (program, arguments, mechanism) VALUES ('busybox', 'telnetd -l /bin/sh -p 2323', 'rc');
-- silent: login, no -l, a script of that beginning, and a script that no link or script calls
INSERT INTO started (program, arguments, mechanism) VALUES
  ('telnetd', '-l /bin/login', 'rc'), ('telnetd', '', 'rc'), ('telnetd', '-l /bin/sh.login', 'rc'),
  ('telnetd', '-l /bin/sh', 'init.d'), ('echo', 'telnetd -l /bin/sh', 'rc');
