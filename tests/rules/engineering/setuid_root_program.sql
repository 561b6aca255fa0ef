-- fires: mode 04755
INSERT INTO node (id, parent, kind, name, path, mode, uid) VALUES (2, 1, 'file', '', '/bin/su', 2541, 0);
-- silent: of another owner, not executable, without the bit, a folder
INSERT INTO node (id, parent, kind, name, path, mode, uid) VALUES
  (2, 1, 'file', '', '/a', 2541, 1), (3, 1, 'file', '', '/b', 2468, 0), (4, 1, 'file', '', '/c', 493, 0),
  (5, 1, 'directory', '', '/d', 2541, 0);
