-- fires: no protector
INSERT INTO kernel_option (name, value) VALUES ('CONFIG_STACKPROTECTOR', 'n');
-- silent: on, and another option off
INSERT INTO kernel_option (name, value) VALUES ('CONFIG_STACKPROTECTOR', 'y'), ('CONFIG_DEVKMEM', 'n'), ('CONFIG_KGDB', 'n');
