-- fires 2: the time, and a constant
INSERT INTO crypto_use (kind, call, address, value) VALUES ('seed', 'srand', 4096, 'time'), ('seed', 'srandom', 4100, 'constant');
-- silent: a mode
INSERT INTO crypto_use (kind, call, address, value) VALUES ('mode', 'EVP_aes_128_ecb', 4096, 'ecb');
