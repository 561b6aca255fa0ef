-- fires 2: an option of curl, and a client that looks at nothing
INSERT INTO crypto_use (kind, call, address, value, role, checked_otherwise)
VALUES ('peer check', 'curl_easy_setopt', 4096, 'CURLOPT_SSL_VERIFYPEER', 'client', 0),
  ('peer check', 'SSL_CTX_set_verify', 4100, 'SSL_VERIFY_NONE', 'client', 0);
-- silent: a server, a client that asks for the outcome, and a program of which the side is not known
INSERT INTO crypto_use (kind, call, address, value, role, checked_otherwise)
VALUES ('peer check', 'SSL_CTX_set_verify', 4096, 'SSL_VERIFY_NONE', 'server', 0),
  ('peer check', 'SSL_CTX_set_verify', 4100, 'SSL_VERIFY_NONE', 'client', 1),
  ('peer check', 'SSL_CTX_set_verify', 4104, 'SSL_VERIFY_NONE', NULL, 0);
