-- fires: nginx
INSERT INTO service_setting (service, name, value, about, meaning, line) VALUES
  ('nginx', 'ssl_protocols', 'TLSv1 TLSv1.2', 'tls versions', 'TLSv1.0 TLSv1.2', 4);
-- fires: lighttpd
INSERT INTO service_setting (service, name, value, about, meaning, line) VALUES
  ('lighttpd', 'ssl.use-sslv3', 'enable', 'tls versions', 'SSLv3', 4);
-- silent: current ones, one switched off, and all that the library has
INSERT INTO service_setting (service, name, value, about, meaning) VALUES
  ('nginx', 'ssl_protocols', 'TLSv1.2 TLSv1.3', 'tls versions', 'TLSv1.2 TLSv1.3'),
  ('lighttpd', 'ssl.use-sslv3', 'disable', 'tls versions', NULL),
  ('apache', 'sslprotocol', 'all -SSLv3', 'tls versions', NULL), ('a', 'x', 'TLSv1.0', NULL, NULL);
