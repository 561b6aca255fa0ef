-- fires: two writes behind one check
INSERT INTO flash_write (address, action, how, program, device, check_kind, check_call, check_address, check_paths, check_result)
VALUES (4100, 'erase', 'request', 'ioctl', '/dev/mtd4', 'signature', 'RSA_verify', 4000, 'every', 'unused'),
  (4104, 'write', 'descriptor', 'write', '/dev/mtd4', 'signature', 'RSA_verify', 4000, 'every', 'unused');
-- silent: the write depends on it, a caller may ask, it is a digest
INSERT INTO flash_write (address, action, how, program, device, check_kind, check_call, check_address, check_paths, check_result)
VALUES (4100, 'write', 'descriptor', 'write', '/dev/mtd4', 'signature', 'RSA_verify', 4000, 'every', 'guards'),
  (4104, 'write', 'descriptor', 'write', '/dev/mtd4', 'signature', 'RSA_verify', 4000, 'every', 'returned'),
  (4108, 'write', 'descriptor', 'write', '/dev/mtd4', 'signature', 'RSA_verify', 4000, 'every', NULL),
  (4112, 'write', 'descriptor', 'write', '/dev/mtd4', 'digest', 'MD5_Final', 4000, 'every', 'unused');
