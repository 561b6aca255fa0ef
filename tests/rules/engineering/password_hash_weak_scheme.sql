-- fires 2: DES and NT
INSERT INTO account (name, state, scheme) VALUES ('root', 'hash', 'des'), ('admin', 'hash', 'nt');
-- silent: a better scheme, or locked
INSERT INTO account (name, state, scheme) VALUES ('root', 'hash', 'md5'), ('b', 'locked', 'des');
