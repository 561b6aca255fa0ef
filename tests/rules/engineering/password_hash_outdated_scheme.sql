-- fires 2: MD5 of crypt and of Apache
INSERT INTO account (name, state, scheme) VALUES ('root', 'hash', 'md5'), ('admin', 'hash', 'apr1');
-- silent: sound, told by another rule, or locked
INSERT INTO account (name, state, scheme) VALUES
  ('a', 'hash', 'sha512'), ('b', 'hash', 'des'), ('c', 'locked', 'md5'), ('d', 'hash', 'yescrypt');
