-- fires: a key of the file
INSERT INTO crypto_use (kind, call, address, constant_size, constant_address, distinct_bytes, writable)
VALUES ('key', 'AES_set_encrypt_key', 4096, 16, 8192, 14, 0);
-- fires: one that code puts together
INSERT INTO crypto_use (kind, call, address, constant_size, distinct_bytes)
VALUES ('key', 'AES_set_encrypt_key', 4096, 16, 14);
-- silent: zeros, a variable that may be changed, a vector
INSERT INTO crypto_use (kind, call, address, constant_size, constant_address, distinct_bytes, writable)
VALUES ('key', 'AES_set_encrypt_key', 4096, 16, 8192, 1, 0),
  ('key', 'AES_set_encrypt_key', 4100, 16, 8192, 14, 1),
  ('iv', 'EVP_EncryptInit_ex', 4104, 16, 8192, 14, 0);
