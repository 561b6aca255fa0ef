-- fires 2: of a variable and of a command; started, as a boot runs the script
INSERT INTO secret (kind, name, value, holder, call) VALUES ('password', 'ADMIN_PASSWORD', 'Sommer08', 'script', NULL),
  ('password', 'admin', 'Geheim7', 'command', 'curl');
INSERT INTO started (program, mechanism) VALUES ('curl', 'rc');
-- silent: a page, and telnetd, of which another rule tells
INSERT INTO secret (kind, name, value, holder, call) VALUES ('password', 'pw', 'Sommer08', 'page', NULL),
  ('password', 'Maker', 'Sommer08', 'command', 'telnetd');
-- silent: a passphrase that the same script takes off again
INSERT INTO secret (kind, name, value, holder, call) VALUES ('password', '-passout', 'password', 'command', 'openssl'),
  ('password', '-passin', 'password', 'command', 'openssl');
-- fires: one that opens a key of the image
INSERT INTO secret (kind, name, value, holder, call) VALUES ('password', '-passin', 'Sommer08', 'command', 'openssl');
