-- fires: a cipher in ECB
INSERT INTO crypto_use (kind, call, address, value) VALUES ('mode', 'EVP_aes_128_ecb', 4096, 'ecb');
-- silent: a seed
INSERT INTO crypto_use (kind, call, address, value) VALUES ('seed', 'srand', 4096, 'time');
