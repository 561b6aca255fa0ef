-- fires: close primes
INSERT INTO key (kind, algorithm, bits, weak) VALUES ('public', 'rsa', 2048, 'close primes');
-- silent: sound, or of another weakness
INSERT INTO key (kind, algorithm, bits, weak) VALUES ('public', 'rsa', 2048, NULL), ('public', 'rsa', 2048, 'roca');
-- fires 2: two keys with one prime, one of them certified
INSERT INTO key (kind, algorithm, bits, weak) VALUES ('public', 'rsa', 1024, 'shared prime');
INSERT INTO certificate (key_algorithm, key_bits, key_weak) VALUES ('rsa', 1024, 'shared prime');
-- silent: a certificate whose key shows nothing
INSERT INTO certificate (key_algorithm, key_bits) VALUES ('rsa', 2048);
