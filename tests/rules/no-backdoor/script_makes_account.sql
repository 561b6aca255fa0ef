-- fires 3: empty, plain, hashed
INSERT INTO account (name, file, state, password, uid) VALUES
  ('support', 'script', 'empty', '', 0), ('root', 'script', 'plain', 'toor', NULL),
  ('sys', 'script', 'hash', '$1$a$b', NULL);
-- silent: an account that nobody can log in to, and one of a file
INSERT INTO account (name, file, state, password) VALUES
  ('ftp', 'script', 'locked', NULL), ('root', 'shadow', 'empty', '');
