-- fires: a digest
INSERT INTO update_step (action, program, used, position, line) VALUES ('digest', 'md5sum', 1, 1, 4), ('write', 'mtd', NULL, 2, 5);
-- silent: a signature too
INSERT INTO update_step (action, program, used, position, line) VALUES ('digest', 'md5sum', 1, 1, 4), ('signature', 'usign', 1, 2, 5), ('write', 'mtd', NULL, 3, 6);
