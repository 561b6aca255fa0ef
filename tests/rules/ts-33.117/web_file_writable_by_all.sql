-- fires: once for a container
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'file', '', '/www/index.html', 438),
  (3, 1, 'file', '', '/www/a.js', 511);
-- silent: 0644, a link, a file elsewhere
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'file', '', '/www/index.html', 420),
  (3, 1, 'symlink', '', '/www/a.js', 511), (4, 1, 'file', '', '/etc/www', 511);
