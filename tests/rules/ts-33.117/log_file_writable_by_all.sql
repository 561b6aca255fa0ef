-- fires: a log
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'file', 'var/log/messages', '/var/log/messages', 438);
-- silent: of the logger alone, and another file
INSERT INTO node (id, parent, kind, name, path, mode) VALUES
  (2, 1, 'file', 'var/log/messages', '/var/log/messages', 416), (3, 1, 'file', 'tmp/log', '/tmp/log', 438);
