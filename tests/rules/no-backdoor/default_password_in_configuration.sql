-- fires 2: of the web server, plain and as a hash
INSERT INTO credential (kind, service, name, user, value, state, known_plaintext) VALUES
  ('password', 'web', 'http_passwd', 'admin', 'admin', 'plain', 'admin'),
  ('password', 'login', 'passwd', 'root', '$1$a$b', 'hash', '1234');
-- silent: not on the list, without a user, of a service that is asked by the device
INSERT INTO credential (kind, service, name, user, value, state, known_plaintext) VALUES
  ('password', 'web', 'http_passwd', 'admin', 'q8-Vb3', 'plain', NULL),
  ('password', 'web', 'password', NULL, 'admin', 'plain', 'admin'),
  ('password', 'mail', 'password', 'me', 'admin', 'plain', 'admin');
