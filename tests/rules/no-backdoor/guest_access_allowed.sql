-- fires 2: FTP and Samba
INSERT INTO access_setting (service, name, value, allows) VALUES
  ('ftp', 'anonymous_enable', 'YES', 'guest'), ('samba', 'guest ok', 'yes', 'guest');
-- silent: turned off
INSERT INTO access_setting (service, name, value, allows) VALUES ('ftp', 'anonymous_enable', 'NO', NULL);
