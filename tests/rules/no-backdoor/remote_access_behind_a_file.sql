-- fires: a file that is not there
INSERT INTO node (id, parent, kind, path) VALUES (2, 1, 'file', '/etc/rcS'), (3, 1, 'file', '/usr/sbin/telnetd');
INSERT INTO started (node, program, mechanism, condition, line) VALUES (2, 'telnetd', 'rc', '[ -f /mnt/usb/debug ]', 5);
-- silent: a file of the image, no test of a file, another program
INSERT INTO node (id, parent, kind, path) VALUES (2, 1, 'file', '/etc/rcS'), (3, 1, 'file', '/usr/sbin/telnetd');
INSERT INTO started (node, program, mechanism, condition, line) VALUES
  (2, 'telnetd', 'rc', '[ -f /usr/sbin/telnetd ]', 5), (2, 'telnetd', 'rc', '[ "$TELNET" = 1 ]', 6),
  (2, 'httpd', 'rc', '[ -f /mnt/x ]', 7), (2, 'telnetd', 'rc', NULL, 8);
