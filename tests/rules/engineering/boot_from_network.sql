-- fires: TFTP
INSERT INTO boot_variable (name, value) VALUES ('bootcmd', 'tftp 0x80000000 k.bin;bootm');
-- silent: from flash, and TFTP in another variable
INSERT INTO boot_variable (name, value) VALUES ('bootcmd', 'bootm 0x9f020000'), ('lu', 'tftp 0x80060000 u-boot.bin');
