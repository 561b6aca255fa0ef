-- fires: RSA of 1024 bits
INSERT INTO certificate (subject, key_algorithm, key_bits) VALUES ('CN=a', 'rsa', 1024);
-- silent: long enough, or of a curve
INSERT INTO certificate (subject, key_algorithm, key_bits) VALUES ('CN=a', 'rsa', 2048), ('CN=b', 'ec', 256);
