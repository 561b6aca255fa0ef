-- fires: lighttpd
INSERT INTO service_setting (service, name, value, line) VALUES ('lighttpd', 'server.username', 'root', 5);
-- fires: nginx with a group
INSERT INTO service_setting (service, name, value, line) VALUES ('nginx', 'user', 'root root', 1);
-- silent: another user, another service, a group
INSERT INTO service_setting (service, name, value) VALUES ('lighttpd', 'server.username', 'www'),
  ('sshd', 'user', 'root'), ('lighttpd', 'server.groupname', 'root'), ('nginx', 'user', 'rooty');
