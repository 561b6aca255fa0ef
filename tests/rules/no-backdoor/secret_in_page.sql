-- fires: a script of a page
INSERT INTO secret (kind, name, value, holder, line) VALUES ('key', 'aesKey', '1111111111111111', 'page script', 4);
-- silent: a script that the server keeps to itself
INSERT INTO secret (kind, name, value, holder, line) VALUES ('key', 'aesKey', '1111111111111111', 'server script', 4);
-- fires 2: a password, and its confirmation
INSERT INTO secret (kind, name, value, holder, line) VALUES ('password', 'pwd', 'Jx20!pQ7', 'page', 4),
  ('password', 'pwd2', 'Jx20!pQ7', 'page', 5);
-- silent: what pages show for a password that is set
INSERT INTO secret (kind, name, value, holder, line) VALUES ('password', 'http_passwd', 'd6nw5v1x2pc7st9m', 'page', 4),
  ('password', 'snmpv3_passwd', 'd6nw5v1x2pc7st9m', 'page', 5), ('password', 'wl_passwd', 'd6nw5v1x2pc7st9m', 'page', 6);
-- silent: a translation
INSERT INTO node (id, parent, kind, path) VALUES (2, 1, 'file', '/www/language/Dutch.js');
INSERT INTO secret (node, kind, name, value, holder, line) VALUES (2, 'password', 'ddns_passwd', 'Wachtwoord', 'page script', 4);
