-- fires 2: MD5 and SHA-1 by another's key
INSERT INTO certificate (subject, signature_algorithm, self_signed) VALUES
  ('CN=a', 'RSA-MD5', 0), ('CN=b', 'ecdsa-with-SHA1', 0);
-- silent: by its own key, not known whose, or a sound digest
INSERT INTO certificate (subject, signature_algorithm, self_signed) VALUES
  ('CN=a', 'RSA-MD5', 1), ('CN=b', 'RSA-SHA1', NULL), ('CN=c', 'RSA-SHA256', 0);
