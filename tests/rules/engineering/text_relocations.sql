-- fires: among other flags
INSERT INTO elf (extras) VALUES ('textrel abi=o32');
-- silent: none, or a flag of like name
INSERT INTO elf (extras) VALUES (NULL), ('abi=o32'), ('no-textrel');
