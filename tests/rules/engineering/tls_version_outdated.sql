-- fires: nginx
INSERT INTO service_setting (service, name, value, line) VALUES ('nginx', 'ssl_protocols', 'TLSv1 TLSv1.2', 4);
-- fires: lighttpd
INSERT INTO service_setting (service, name, value, line) VALUES ('lighttpd', 'ssl.use-sslv3', 'enable', 4);
-- silent: current ones, and one switched off
INSERT INTO service_setting (service, name, value) VALUES ('nginx', 'ssl_protocols', 'TLSv1.2 TLSv1.3'),
  ('lighttpd', 'ssl.use-sslv3', 'disable'), ('apache', 'sslprotocol', 'all -SSLv3');
