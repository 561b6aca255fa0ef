-- fires: once for a container
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'file', '', '/a', 511), (3, 1, 'file', '', '/b', 438);
-- silent: 0775, a link (always 0777), a folder, no mode
INSERT INTO node (id, parent, kind, name, path, mode) VALUES
  (2, 1, 'file', '', '/a', 509), (3, 1, 'symlink', '', '/b', 511), (4, 1, 'directory', '', '/tmp', 1023),
  (5, 1, 'file', '', '/c', NULL);
