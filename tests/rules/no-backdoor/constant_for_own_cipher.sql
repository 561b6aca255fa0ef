-- fires: sixteen bytes of which all differ
INSERT INTO crypto_use (kind, call, address, value, constant_size, constant_address, distinct_bytes, writable)
VALUES ('own cipher', '0x8f4', 4096, 'AES S-box', 16, 8192, 16, 0);
-- silent: zeros, and a call of a library, which another rule tells
INSERT INTO crypto_use (kind, call, address, value, constant_size, constant_address, distinct_bytes, writable)
VALUES ('own cipher', '0x8f4', 4096, 'AES S-box', 16, 8192, 1, 0),
  ('key', 'AES_set_encrypt_key', 4096, NULL, 16, 8192, 16, 0);
