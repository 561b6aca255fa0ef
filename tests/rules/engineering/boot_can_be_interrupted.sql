-- fires: three seconds
INSERT INTO boot_variable (name, value) VALUES ('bootdelay', '3');
-- silent: none, and a secret key
INSERT INTO boot_variable (node, name, value) VALUES (0, 'bootdelay', '0'), (1, 'bootdelay', '3'), (1, 'bootstopkey', 'x');
