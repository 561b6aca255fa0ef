-- fires 2: a setting, and an option that is not there
INSERT INTO service_setting (service, name, value) VALUES ('sshd', 'clientaliveinterval', '0');
INSERT INTO started (program, arguments, mechanism) VALUES ('/usr/sbin/dropbear', '-p 22', 'rc');
-- silent: times are set; arguments that are not told
INSERT INTO service_setting (service, name, value) VALUES ('sshd', 'clientaliveinterval', '300');
INSERT INTO started (program, arguments, mechanism) VALUES ('/usr/sbin/dropbear', '-p 22 -I 600', 'rc'),
  ('dropbear', '$OPTIONS', 'rc');
