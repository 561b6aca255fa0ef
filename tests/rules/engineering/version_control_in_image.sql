-- fires: once for a folder
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', 'www/.git/HEAD', '/www/.git/HEAD'),
  (3, 1, 'file', 'www/.git/config', '/www/.git/config');
INSERT INTO leftover (node, kind, text) VALUES (2, 'version control', 'HEAD'), (3, 'version control', 'config');
-- silent: another leftover
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', 'www/x~', '/www/x~');
INSERT INTO leftover (node, kind, text) VALUES (2, 'editor backup', 'x~');
