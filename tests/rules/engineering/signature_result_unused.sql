-- fires: nothing reads it
INSERT INTO signature_check (call, address, result) VALUES ('RSA_verify', 4096, 'unused');
-- silent: a branch, a caller, a variable, not known
INSERT INTO signature_check (call, address, result)
VALUES ('RSA_verify', 4096, 'branched'), ('RSA_verify', 4100, 'returned'), ('RSA_verify', 4104, 'kept'),
  ('RSA_public_decrypt', 4108, NULL);
-- silent: a write to flash stands behind it, which another rule tells
INSERT INTO signature_check (call, address, result) VALUES ('RSA_verify', 4096, 'unused');
INSERT INTO flash_write (address, action, check_kind, check_call, check_address, check_result)
VALUES (4200, 'write', 'signature', 'RSA_verify', 4096, 'unused');
