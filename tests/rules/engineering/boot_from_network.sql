-- fires: TFTP
INSERT INTO boot_variable (name, value, crc_ok) VALUES ('bootcmd', 'tftp 0x80000000 k.bin;bootm', 1);
-- silent: from flash, and TFTP in another variable
INSERT INTO boot_variable (name, value, crc_ok) VALUES ('bootcmd', 'bootm 0x9f020000', 1),
  ('lu', 'tftp 0x80060000 u-boot.bin', 1);
-- silent: what a loader was built with
INSERT INTO boot_variable (name, value) VALUES ('bootcmd', 'tftp 0x80000000 k.bin;bootm');
