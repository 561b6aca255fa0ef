-- fires 2: a key, and what signs tokens
INSERT INTO credential (kind, name, value, state) VALUES
  ('key', 'aes_key', '0123456789abcdef', 'plain'), ('secret', 'jwt_secret', 'notFound-2026', 'plain');
-- silent: a switch, put in later, told by another rule
INSERT INTO credential (kind, name, value, state, service) VALUES
  ('key', 'aes_key', 'x', 'plain', NULL), ('token', 'token', 'operator', 'plain', NULL),
  ('key', 'aes_key', '@KEY@', 'placeholder', NULL),
  ('secret', 'secret', 'testing123', 'plain', 'radius');
