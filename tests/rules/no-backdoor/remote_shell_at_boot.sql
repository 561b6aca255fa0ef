-- fires 2: from inetd and from a script
INSERT INTO started (program, mechanism) VALUES ('/usr/sbin/in.rshd', 'inetd'), ('rlogind', 'rc');
-- silent: the client, and a service of another name
INSERT INTO started (program, arguments, mechanism) VALUES ('/usr/bin/rsh', 'host ls', 'rc'), ('/usr/sbin/sshd', '', 'rc');
