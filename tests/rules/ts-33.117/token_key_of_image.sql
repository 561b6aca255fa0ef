-- fires 2: a setting, and a call of a script
INSERT INTO credential (kind, name, value, state, section) VALUES ('secret', 'jwt_secret', 'mB7x-qT2!fLs90aa', 'plain', 'auth');
INSERT INTO secret (kind, name, value, holder, call) VALUES ('key', 'sign', 'notfound-Secret2', 'server script', 'sign');
-- silent: to be put in later; for something else; the key of a page
INSERT INTO credential (kind, name, value, state) VALUES ('secret', 'jwt_secret', '${JWT}', 'placeholder'),
  ('secret', 'radius_secret', 'mB7x-qT2!fLs90aa', 'plain');
INSERT INTO secret (kind, name, value, holder, call) VALUES ('key', 'k', 'notfound-Secret2', 'page script', 'encrypt');
