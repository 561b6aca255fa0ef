-- fires: nginx
INSERT INTO service_setting (service, name, value, about) VALUES ('nginx', 'access_log', 'off', 'access log');
-- silent: to a file
INSERT INTO service_setting (service, name, value, about) VALUES
  ('nginx', 'access_log', '/var/log/nginx/access.log', 'access log'), ('nginx', 'x', 'off', NULL);
