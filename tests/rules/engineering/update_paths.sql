-- gives: verified = 1 of 4 update paths; by a digest alone = 1 of 4 update paths; not verified = 1 of 4 update paths; not known = 1 of 4 update paths
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', 'a', '/a'), (3, 1, 'file', 'b', '/b'),
  (4, 1, 'file', 'c', '/c'), (5, 1, 'file', 'd', '/d');
INSERT INTO update_step (node, action, program, used, position) VALUES
  (2, 'fetch', 'wget', NULL, 1), (2, 'signature', 'openssl', 1, 2), (2, 'write', 'mtd', NULL, 3),
  (3, 'digest', 'md5sum', 1, 1), (3, 'write', 'mtd', NULL, 2),
  (4, 'fetch', 'wget', NULL, 1), (4, 'write', 'dd', NULL, 2),
  (5, 'fetch', 'wget', NULL, 1), (5, 'write', 'sysupgrade', NULL, 2);
-- gives: verified = 0 of 1 update paths; by a digest alone = 0 of 1 update paths; not verified = 1 of 1 update paths; not known = 0 of 1 update paths
INSERT INTO update_step (action, program, used, position) VALUES ('fetch', 'wget', NULL, 1), ('signature', 'usign', 0, 2),
  ('write', 'mtd', NULL, 3);
