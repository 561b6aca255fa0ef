-- fires: U-Boot
INSERT INTO boot_check (kind, name, value, enforced) VALUES ('boot image', 'verify', 'n', 0);
-- fires: verity that only logs
INSERT INTO boot_check (kind, name, value, enforced) VALUES ('dm-verity', 'androidboot.veritymode', 'logging', 0);
-- silent: enforced, and one that does not say
INSERT INTO boot_check (kind, name, value, enforced) VALUES ('uefi secure boot', 'SecureBootEnable', '1', 1),
  ('dm-verity', '/system', 'avb', NULL);
