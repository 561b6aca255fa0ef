-- fires: 192 bits
INSERT INTO key (kind, algorithm, bits, curve, encrypted) VALUES ('private', 'ec', 192, 'prime192v1', 0);
-- silent: 256 bits
INSERT INTO key (kind, algorithm, bits, curve, encrypted) VALUES ('private', 'ec', 256, 'prime256v1', 0);
