-- fires: RC4 in a list
INSERT INTO service_setting (service, name, about, meaning) VALUES
  ('nginx', 'ssl_ciphers', 'tls ciphers', 'ECDHE-RSA-AES128-GCM-SHA256 RC4-SHA DES-CBC3-SHA');
-- fires: a tunnel that encrypts nothing
INSERT INTO service_setting (service, name, value, about, meaning) VALUES
  ('openvpn', 'cipher', 'none', 'tls ciphers', 'none');
-- silent: good ones, families of good ones, and another setting
INSERT INTO service_setting (service, name, about, meaning) VALUES
  ('nginx', 'ssl_ciphers', 'tls ciphers', 'ECDHE-ECDSA-CHACHA20-POLY1305 HIGH kEECDH+AESGCM DEFAULT'),
  ('openvpn', 'auth', 'tls ciphers', 'SHA256'), ('sshd', 'ciphers', NULL, 'RC4');
