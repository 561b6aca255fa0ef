-- fires: the date and a constant
INSERT INTO computed_secret (address, comparator, made_by, made_call, made_address, form, made_of, constant, input, input_call, result)
VALUES (4096, 'strcmp', 'digest', 'MD5_Final', 4000, 'printed', 'constant date', 's33d', 'network', 'recv', 'branched');
-- fires: the address of an interface, in a function that is asked
INSERT INTO computed_secret (address, comparator, made_by, made_call, made_address, form, made_of, input, result)
VALUES (4096, 'memcmp', 'cipher', 'AES_encrypt', 4000, 'bytes', 'address constant', 'given', 'returned');
-- silent: a login (what was given is digested, and held against what is stored; a stored password is, and held against what was
-- given), a file against its digest, nothing asks
INSERT INTO computed_secret (address, comparator, made_by, made_call, made_address, form, made_of, input, input_call, result)
VALUES (4096, 'strcmp', 'digest', 'MD5_Final', 4000, 'printed', 'constant input', 'nvram', 'nvram_get', 'branched'),
  (4100, 'strcmp', 'digest', 'MD5_Final', 4000, 'printed', 'constant setting', 'network', 'recv', 'branched'),
  (4104, 'memcmp', 'digest', 'SHA256_Final', 4000, 'bytes', 'input', 'file', 'read', 'branched'),
  (4108, 'memcmp', 'digest', 'SHA256_Final', 4000, 'bytes', 'constant date', 'network', 'recv', 'unused'),
  (4112, 'memcmp', 'digest', 'SHA256_Final', 4000, 'bytes', 'constant unknown', 'network', 'recv', 'branched'),
  (4116, 'strcmp', 'digest', 'MD5_Final', 4000, 'printed', 'constant', 'given', NULL, 'branched');
-- fires: a text with a serial number, which opens a shell
INSERT INTO computed_secret (address, comparator, made_by, made_call, made_address, form, made_of, input, input_call, result, opens)
VALUES (4096, 'strcmp', 'text', 'snprintf', 4000, 'printed', 'constant serial', 'network', 'recv', 'branched', 'shell');
-- silent: whether an interface has the address that is to be set; a date that opens nothing
INSERT INTO computed_secret (address, comparator, made_by, made_call, made_address, form, made_of, input, input_call, result, opens)
VALUES (4096, 'strcmp', 'text', 'sprintf', 4000, 'printed', 'address', 'given', NULL, 'branched', NULL),
  (4100, 'strcmp', 'text', 'strftime', 4000, 'printed', 'constant date', 'request', 'websGetVar', 'branched', NULL);
