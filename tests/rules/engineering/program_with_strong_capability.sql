-- fires: CAP_SYS_ADMIN
INSERT INTO node (id, parent, kind, path) VALUES (2, 1, 'file', '/bin/x');
INSERT INTO xattr (node, nth, name, value) VALUES (2, 1, 'security.capability', x'0100000200002000000000000000000000000000');
-- silent: CAP_NET_RAW, and another attribute
INSERT INTO node (id, parent, kind, path) VALUES (2, 1, 'file', '/bin/ping');
INSERT INTO xattr (node, nth, name, value) VALUES (2, 1, 'security.capability', x'0100000200200000000000000000000000000000'),
  (2, 2, 'user.x', x'0100000200002000000000000000000000000000');
