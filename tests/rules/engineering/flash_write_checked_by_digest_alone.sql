-- fires: a checksum
INSERT INTO flash_write (address, action, how, program, device, receives, receives_call, libraries_named, check_kind, check_call,
                         check_address, check_paths, check_result)
VALUES (4096, 'write', 'command', 'mtd', 'linux', 'request', 'getenv', 1, 'checksum', 'crc32', 4000, 'every', 'guards');
-- silent: a signature, a function that may check one, no check at all
INSERT INTO flash_write (address, action, how, program, device, receives, receives_call, libraries_named, check_kind, check_call,
                         program_checks)
VALUES (4096, 'write', 'command', 'mtd', 'linux', 'request', 'getenv', 1, 'signature', 'RSA_verify', 'RSA_verify'),
  (4100, 'write', 'command', 'mtd', 'linux', 'request', 'getenv', 1, 'named', 'check_image', NULL),
  (4104, 'write', 'command', 'mtd', 'linux', 'request', 'getenv', 1, 'digest', 'MD5_Final', 'RSA_verify'),
  (4108, 'write', 'command', 'mtd', 'linux', 'request', 'getenv', 1, NULL, NULL, NULL);
