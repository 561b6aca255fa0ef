-- fires 2: alone and from inetd
INSERT INTO started (program, arguments, mechanism) VALUES ('/usr/sbin/vsftpd', '', 'rc'), ('busybox', 'ftpd', 'inetd');
-- silent: TFTP has a rule of its own; sftp is another protocol
INSERT INTO started (program, arguments, mechanism) VALUES ('tftpd', '', 'rc'), ('/usr/libexec/sftp-server', '', 'rc');
