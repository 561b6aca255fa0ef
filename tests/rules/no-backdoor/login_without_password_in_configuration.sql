-- fires: of an administrator
INSERT INTO credential (kind, service, name, user, value, state) VALUES
  ('password', 'web', 'http_passwd', 'admin', '', 'empty');
-- silent: of a service that is asked by the device, and a password that is there
INSERT INTO credential (kind, service, name, user, value, state) VALUES
  ('password', 'ppp', 'ppp_passwd', 'admin', '', 'empty'), ('password', 'web', 'http_passwd', 'admin', 'x', 'plain');
