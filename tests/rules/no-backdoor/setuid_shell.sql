-- fires: a shell
INSERT INTO node (id, parent, kind, path, mode, uid) VALUES (2, 1, 'file', '/bin/bash', 2541, 0);
-- silent: su, a shell without the bit, another owner
INSERT INTO node (id, parent, kind, path, mode, uid) VALUES (2, 1, 'file', '/bin/su', 2541, 0),
  (3, 1, 'file', '/bin/sh', 493, 0), (4, 1, 'file', '/bin/ash', 2541, 1000);
