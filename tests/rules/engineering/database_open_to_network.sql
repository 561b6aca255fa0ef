-- fires: MySQL
INSERT INTO service_setting (service, section, name, value, line) VALUES ('mysql', 'mysqld', 'bind-address', '0.0.0.0', 4);
-- silent: on the device
INSERT INTO service_setting (service, name, value) VALUES ('redis', 'bind', '127.0.0.1'), ('dnsmasq', 'bind', '0.0.0.0');
