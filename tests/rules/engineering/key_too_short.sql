-- fires 2: RSA and DSA
INSERT INTO key (kind, algorithm, bits) VALUES ('private', 'rsa', 1024), ('private', 'dsa', 1024);
-- silent: long enough, of a curve, public, or of no shown length
INSERT INTO key (kind, algorithm, bits) VALUES
  ('private', 'rsa', 2048), ('private', 'ec', 256), ('public', 'rsa', 1024), ('private', 'rsa', NULL);
