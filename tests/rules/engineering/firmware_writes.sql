-- gives: signature decides = 1 of 3 programs that write to flash; versions compared = 1 of 3 programs that write to flash; way back = 1 of 3 programs that write to flash
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', 'a', '/a'), (3, 1, 'file', 'b', '/b'),
  (4, 1, 'file', 'c', '/c');
INSERT INTO flash_write (node, action, check_kind, check_result, version_call, version_result, boot_choice) VALUES
  (2, 'write', 'signature', 'guards', 'strverscmp', 'guards', 'upgrade_available'),
  (2, 'erase', NULL, NULL, NULL, NULL, 'upgrade_available'),
  (3, 'write', 'signature', 'guards', 'strverscmp', 'unused', NULL),
  (3, 'write', 'digest', 'guards', NULL, NULL, NULL),
  (4, 'write', 'signature', 'unused', NULL, NULL, NULL);
-- gives: signature decides = 0 of 0 programs that write to flash; versions compared = 0 of 0 programs that write to flash; way back = 0 of 0 programs that write to flash
INSERT INTO flash_write (action) VALUES ('environment');
