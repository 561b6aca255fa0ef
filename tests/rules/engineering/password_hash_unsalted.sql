-- fires 2: a setting and a row of a database
INSERT INTO credential (kind, name, value, state, scheme) VALUES ('password', 'passwd', 'ab', 'hash', 'md5 hex');
INSERT INTO account (name, state, scheme, file) VALUES ('admin', 'hash', 'sha1 hex', 'sqlite');
-- silent: with a salt
INSERT INTO credential (kind, name, value, state, scheme) VALUES ('password', 'passwd', '$6$a$b', 'hash', 'sha512');
