-- fires: no user named
INSERT INTO started (program, arguments, mechanism) VALUES ('/usr/sbin/httpd', '-p 80', 'rc');
-- silent: another user by option or by the starter; a server whose configuration tells
INSERT INTO started (program, arguments, user, mechanism) VALUES ('httpd', '-p 80 -u www', NULL, 'rc'),
  ('httpd', '', 'www', 'inittab'), ('lighttpd', '-f /etc/lighttpd.conf', NULL, 'rc');
-- silent: its settings name another user
INSERT INTO started (program, arguments, mechanism) VALUES ('/usr/sbin/thttpd', '-C /etc/thttpd.conf', 'rc');
INSERT INTO service_setting (service, name, value, about) VALUES ('thttpd', 'user', 'www', 'user');
