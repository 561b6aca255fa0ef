-- fires 2: alone and as an applet
INSERT INTO started (program, arguments, mechanism) VALUES ('/usr/sbin/in.tftpd', '-s /srv', 'inetd'), ('busybox', 'tftpd /srv', 'rc');
-- silent: the client
INSERT INTO started (program, arguments, mechanism) VALUES ('tftp', '-g 10.0.0.1', 'rc'), ('busybox', 'tftp -g x', 'rc');
