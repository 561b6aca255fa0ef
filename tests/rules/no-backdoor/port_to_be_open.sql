-- fires 2: programs that a boot starts
INSERT INTO listener (protocol, address, port, program) VALUES ('tcp', '*', 2323, 'telnetd'), ('tcp', '*', 22, '/usr/sbin/sshd');
INSERT INTO started (program, mechanism) VALUES ('/usr/sbin/telnetd', 'rc'), ('sshd', 'rc');
-- silent: the device's own address, and a program that nothing starts
INSERT INTO listener (protocol, address, port, program) VALUES ('tcp', '127.0.0.1', 9000, 'fcgi'), ('tcp', '*', 21, 'vsftpd');
INSERT INTO started (program, mechanism) VALUES ('fcgi', 'rc');
