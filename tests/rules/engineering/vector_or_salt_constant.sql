-- fires 2: a vector of zeros, and a salt
INSERT INTO crypto_use (kind, call, address, constant_size, constant_address, distinct_bytes, writable)
VALUES ('iv', 'EVP_EncryptInit_ex', 4096, 16, 8192, 1, 0), ('salt', 'crypt', 4100, 2, 8208, 2, 0);
-- silent: a variable that may be changed, and a key, which another rule tells
INSERT INTO crypto_use (kind, call, address, constant_size, constant_address, distinct_bytes, writable)
VALUES ('iv', 'EVP_EncryptInit_ex', 4096, 16, 8192, 1, 1), ('key', 'EVP_EncryptInit_ex', 4100, 16, 8192, 16, 0);
