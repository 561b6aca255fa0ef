-- fires: nginx
INSERT INTO service_setting (service, about, name, value, meaning) VALUES ('nginx', 'methods', 'dav_methods', 'PUT DELETE', 'on');
-- silent: off
INSERT INTO service_setting (service, about, name, value, meaning) VALUES ('nginx', 'methods', 'dav_methods', 'off', 'off');
