-- fires: the whole system
INSERT INTO service_setting (service, name, value, about) VALUES ('thttpd', 'dir', '/', 'root');
-- fires: an alias for settings
INSERT INTO service_setting (service, name, value, about) VALUES ('boa', 'alias', '/cfg /etc/', 'alias');
-- silent: a folder of its own, and one of that name within it
INSERT INTO service_setting (service, name, value, about) VALUES ('thttpd', 'dir', '/www', 'root'),
  ('boa', 'alias', '/doc /usr/doc', 'alias'), ('busybox', 'h', '', 'root'), ('boa', 'alias', '/etc /www/etc', 'alias');
