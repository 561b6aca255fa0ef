-- fires 3: FTP, Samba and a message broker
INSERT INTO service_setting (service, name, value, about, meaning) VALUES
  ('vsftpd', 'anonymous_enable', 'YES', 'guests', 'on'), ('samba', 'guest ok', 'yes', 'guests', 'on'),
  ('mosquitto', 'allow_anonymous', 'true', 'guests', 'on');
-- silent: turned off
INSERT INTO service_setting (service, name, value, about, meaning) VALUES
  ('vsftpd', 'anonymous_enable', 'NO', 'guests', 'off'), ('samba', 'read only', 'yes', NULL, NULL);
