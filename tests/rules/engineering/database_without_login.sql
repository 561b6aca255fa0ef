-- fires: trust for a network
INSERT INTO service_setting (service, name, value, about, meaning) VALUES
  ('postgresql', 'host', 'all all 0.0.0.0/0 trust', 'authentication', 'off');
-- fires: tables of rights passed over
INSERT INTO service_setting (service, name, value, about, meaning) VALUES
  ('mysql', 'skip-grant-tables', '', 'authentication', 'off');
-- silent: for the device itself, and with a password
INSERT INTO service_setting (service, name, value, about, meaning) VALUES
  ('postgresql', 'host', 'all all 127.0.0.1/32 trust', 'authentication', 'off'),
  ('postgresql', 'local', 'all all trust', 'authentication', 'off'),
  ('postgresql', 'host', 'all all 0.0.0.0/0 md5', 'authentication', 'on'),
  ('mosquitto', 'x', '', 'authentication', 'off');
