-- fires: a web server's user
INSERT INTO sudo_rule (who, commands, no_password, line) VALUES ('www-data', 'ALL', 1, 3);
-- silent: one command, with a password, root, another user
INSERT INTO sudo_rule (who, as_whom, commands, no_password) VALUES ('a', NULL, '/sbin/reboot', 1),
  ('b', 'ALL', 'ALL', 0), ('root', NULL, 'ALL', 1), ('c', 'nobody', 'ALL', 1);
