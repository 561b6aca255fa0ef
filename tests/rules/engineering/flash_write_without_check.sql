-- fires: a partition named firmware
INSERT INTO flash_write (address, action, how, program, device, receives, receives_call, libraries_named)
VALUES (4096, 'write', 'command', 'mtd', 'firmware', 'network', 'recv', 1);
-- fires: what comes from the network
INSERT INTO flash_write (address, action, how, program, device, input, receives, receives_call, libraries_named)
VALUES (4096, 'write', 'descriptor', 'write', '/dev/mtd4', 'network', 'network', 'recv', 1);
-- silent: the program that is started checks by itself, settings, a tool that gets nothing, a check of the program
INSERT INTO flash_write (address, action, how, program, device, input, receives, receives_call, libraries_named, check_kind,
                         program_checks)
VALUES (4096, 'write', 'command', 'sysupgrade', '/tmp/firmware.bin', 'request', 'request', 'getenv', 1, NULL, NULL),
  (4100, 'write', 'descriptor', 'write', '/dev/mtd7', NULL, 'network', 'recv', 1, NULL, NULL),
  (4104, 'environment', 'command', 'fw_setenv', 'bootdelay', 'request', 'request', 'getenv', 1, NULL, NULL),
  (4108, 'write', 'command', 'mtd', 'firmware', NULL, NULL, NULL, 1, NULL, NULL),
  (4112, 'write', 'command', 'mtd', 'firmware', NULL, 'network', 'recv', 1, 'signature', 'RSA_verify'),
  (4116, 'write', 'command', 'mtd', 'firmware', NULL, 'network', 'recv', 1, NULL, 'verify_upload'),
  (4120, 'write', 'command', 'mtd', 'firmware', NULL, 'network', 'recv', 1, 'digest', NULL);
-- silent: functions have no names, or the program has a digest of its own
INSERT INTO flash_write (address, action, how, program, device, receives, receives_call, libraries_named)
VALUES (4096, 'write', 'command', 'mtd', 'firmware', 'network', 'recv', 0),
  (4100, 'write', 'command', 'mtd', 'firmware', 'network', 'recv', 1);
INSERT INTO crypto_constant (algorithm, name) VALUES ('SHA-256', 'round constants');
