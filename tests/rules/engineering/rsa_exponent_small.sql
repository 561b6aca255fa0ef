-- fires: 3
INSERT INTO key (kind, algorithm, bits, exponent) VALUES ('public', 'rsa', 2048, '3');
-- silent: the usual one, and that of OpenSSH's first years
INSERT INTO key (kind, algorithm, bits, exponent) VALUES
  ('public', 'rsa', 2048, '65537'), ('public', 'rsa', 2048, '35');
