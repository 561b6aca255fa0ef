-- fires: close primes
INSERT INTO key (kind, algorithm, bits, weak) VALUES ('public', 'rsa', 2048, 'close primes');
-- silent: sound, or of another weakness
INSERT INTO key (kind, algorithm, bits, weak) VALUES ('public', 'rsa', 2048, NULL), ('public', 'rsa', 2048, 'roca');
