-- fires: one byte of an S-box
INSERT INTO crypto_constant (algorithm, name, form, standard, bytes, alike, first_difference, size)
VALUES ('AES', 'S-box', 'bytes', 'FIPS 197', 256, 255, 100, 256);
-- silent: a whole table, one that the file cuts short, one that only begins alike, and bits of pi
INSERT INTO crypto_constant (algorithm, name, form, standard, bytes, alike, first_difference, size)
VALUES ('AES', 'S-box', 'bytes', 'FIPS 197', 256, 256, NULL, 256),
  ('AES', 'S-box', 'bytes', 'FIPS 197', 256, 200, 200, 200),
  ('AES', 'S-box', 'bytes', 'FIPS 197', 256, 30, 20, 256),
  ('Blowfish', 'P-array', 'little-endian words', 'FSE 1993', 72, 64, 64, 72);
