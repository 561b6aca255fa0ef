-- fires: true
INSERT INTO service_setting (service, name, value, line) VALUES ('mosquitto', 'allow_anonymous', 'true', 2);
-- silent: false
INSERT INTO service_setting (service, name, value, line) VALUES ('mosquitto', 'allow_anonymous', 'false', 2);
