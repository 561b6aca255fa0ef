-- fires: an ACS over HTTP
INSERT INTO service_setting (service, section, name, value, line) VALUES ('tr069', 'acs', 'url', 'http://acs.example.net:7547/cwmp', 2);
-- silent: HTTPS, none, the device itself
INSERT INTO service_setting (service, name, value) VALUES ('tr069', 'url', 'https://acs.example.net/'),
  ('tr069', 'url', ''), ('tr069', 'acs_url', 'http://127.0.0.1/'), ('uhttpd', 'url', 'http://x/');
