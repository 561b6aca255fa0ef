-- fires: a shell
INSERT INTO node (id, parent, kind, path, mode, uid) VALUES (2, 1, 'file', '/bin/bash', 2541, 0);
-- silent: su, a shell without the bit, another owner
INSERT INTO node (id, parent, kind, path, mode, uid) VALUES (2, 1, 'file', '/bin/su', 2541, 0),
  (3, 1, 'file', '/bin/sh', 493, 0), (4, 1, 'file', '/bin/ash', 2541, 1000);
-- fires: a copy of a shell under another name
INSERT INTO node (id, parent, kind, path, mode, uid, sha256) VALUES (2, 1, 'file', '/bin/helper', 2541, 0, 'aa'),
  (3, 1, 'file', '/bin/sh', 493, 0, 'aa');
-- silent: a busybox, of which sh is another name
INSERT INTO node (id, parent, kind, path, mode, uid, sha256) VALUES (2, 1, 'file', '/bin/busybox', 2541, 0, 'aa');
INSERT INTO node (id, parent, kind, path, mode, uid, sha256, same_as) VALUES (3, 1, 'file', '/bin/sh', 493, 0, 'aa', 2);
INSERT INTO applet (node, name) VALUES (2, 'sh');
