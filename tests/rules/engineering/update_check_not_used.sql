-- fires: not used
INSERT INTO update_step (action, program, used, position, line) VALUES ('signature', 'openssl', 0, 1, 4), ('write', 'mtd', NULL, 2, 5);
-- silent: used
INSERT INTO update_step (action, program, used, position, line) VALUES ('signature', 'openssl', 1, 1, 4), ('write', 'mtd', NULL, 2, 5);
-- silent: another check of the same file is used
INSERT INTO update_step (action, program, used, position, line) VALUES ('signature', 'openssl', 0, 1, 3), ('signature', 'usign', 1, 2, 4), ('write', 'mtd', NULL, 3, 5);
