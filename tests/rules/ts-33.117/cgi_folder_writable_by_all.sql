-- fires: 0777
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'directory', '', '/www/cgi-bin', 511);
-- silent: 0755, another folder
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'directory', '', '/www/cgi-bin', 493),
  (3, 1, 'directory', '', '/www/tmp', 511);
