-- fires: both coordinates are one finding
INSERT INTO crypto_constant (node, algorithm, name, form, standard, bytes, alike)
VALUES (1, 'Dual_EC_DRBG', 'point Q x', 'bytes', 'NIST SP 800-90A (2012), A.1', 32, 32),
  (1, 'Dual_EC_DRBG', 'point Q y', 'bytes', 'NIST SP 800-90A (2012), A.1', 32, 32);
-- silent: the curve that it is of
INSERT INTO crypto_constant (node, algorithm, name, form, standard, bytes, alike)
VALUES (1, 'P-256', 'base point x', 'bytes', 'FIPS 186-4, D.1.2', 32, 32);
