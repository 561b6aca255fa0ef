-- fires 2: plain and hashed
INSERT INTO credential (kind, service, name, user, value, state) VALUES
  ('password', 'web', 'http_passwd', 'support', 'q8-Vb3', 'plain'),
  ('password', 'login', 'passwd', 'root', '$6$a$b', 'hash');
-- silent: told by another rule, empty, without a user, of a service that is asked by the device
INSERT INTO credential (kind, service, name, user, value, state, known_plaintext) VALUES
  ('password', 'web', 'http_passwd', 'admin', 'admin', 'plain', 'admin'),
  ('password', 'web', 'http_passwd', 'admin', '', 'empty', NULL),
  ('password', 'web', 'password', NULL, 'q8-Vb3', 'plain', NULL),
  ('password', 'ddns', 'password', 'me', 'q8-Vb3', 'plain', NULL);
