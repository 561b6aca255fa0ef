-- fires: the default of a loader
INSERT INTO boot_variable (name, value) VALUES ('bootcmd', 'tftp');
-- silent: from flash; stored, of which another rule tells
INSERT INTO boot_variable (name, value) VALUES ('bootcmd', 'bootm 0x9f020000');
INSERT INTO boot_variable (name, value, crc_ok) VALUES ('bootcmd', 'tftp', 1);
-- silent: of a program that reads the environment
INSERT INTO node (id, parent, kind, path, file_type) VALUES (2, 1, 'file', '/usr/sbin/fw_printenv', 'elf');
INSERT INTO boot_variable (node, name, value) VALUES (2, 'bootcmd', 'bootp; bootm');
