-- fires 2: a program and a link
INSERT INTO node (id, parent, kind, name, path, file_type, link_target) VALUES
  (2, 1, 'file', '', '/www/cgi-bin/php-cgi', 'elf', NULL),
  (3, 1, 'symlink', '', '/www/cgi-bin/sh', '', '/bin/busybox');
-- silent: a script with the name, an interpreter elsewhere, another program
INSERT INTO node (id, parent, kind, name, path, file_type) VALUES
  (2, 1, 'file', '', '/www/cgi-bin/awk', 'shell script'), (3, 1, 'file', '', '/usr/bin/php-cgi', 'elf'),
  (4, 1, 'file', '', '/www/cgi-bin/login', 'elf');
