-- fires: Cisco's type 7
INSERT INTO credential (kind, name, value, state, encoding, plain) VALUES
  ('password', 'password', '7 0822455D0A16', 'reversible', 'cisco 7', 'cisco');
-- silent: a hash, and what may be bytes by nature
INSERT INTO credential (kind, name, value, state, encoding, plain) VALUES
  ('password', 'secret', '$1$a$b', 'hash', NULL, NULL), ('key', 'aes_key', 'YWJjZA==', 'reversible', 'base64',
       'abcd');
