-- fires: fetch and write
INSERT INTO update_step (action, program, object, position, line) VALUES ('fetch', 'wget', 'http://h/f', 1, 3), ('write', 'mtd', 'firmware', 2, 5);
-- silent: with a check
INSERT INTO update_step (action, program, used, position, line) VALUES ('fetch', 'wget', NULL, 1, 3), ('signature', 'openssl', 1, 2, 4), ('write', 'mtd', NULL, 3, 5);
-- silent: by a tool that checks, and a write before the fetch
INSERT INTO update_step (action, program, position, line) VALUES ('write', 'dd', 1, 2), ('fetch', 'wget', 2, 3), ('write', 'sysupgrade', 3, 5);
