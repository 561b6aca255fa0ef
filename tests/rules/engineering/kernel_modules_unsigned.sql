-- fires: unset
INSERT INTO kernel_option (name, value) VALUES ('CONFIG_MODULES', 'y'), ('CONFIG_MODULE_SIG', 'n');
-- silent: no modules; a check
INSERT INTO kernel_option (node, name, value) VALUES (0, 'CONFIG_MODULES', 'n'), (0, 'CONFIG_MODULE_SIG', 'n'),
  (1, 'CONFIG_MODULES', 'y'), (1, 'CONFIG_MODULE_SIG', 'y');
