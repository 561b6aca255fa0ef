-- fires: a shell
INSERT INTO kernel_parameter (name, value, origin) VALUES ('init', '/bin/sh', 'boot environment');
-- silent: an init, and a shell elsewhere
INSERT INTO kernel_parameter (name, value) VALUES ('init', '/sbin/init'), ('shell', '/bin/sh');
