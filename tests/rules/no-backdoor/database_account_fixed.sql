-- fires 2: plain and hashed
INSERT INTO account (name, file, state, password) VALUES
  ('admin', 'sqlite', 'plain', 'admin'), ('root', 'sql', 'hash', 'ab');
-- silent: no password that opens it
INSERT INTO account (name, file, state, password) VALUES ('admin', 'sqlite', 'unknown', 'x y');
