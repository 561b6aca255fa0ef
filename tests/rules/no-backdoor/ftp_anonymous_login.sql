-- fires: yes
INSERT INTO service_setting (service, name, value, line) VALUES ('vsftpd', 'anonymous_enable', 'YES', 2);
-- silent: no
INSERT INTO service_setting (service, name, value, line) VALUES ('vsftpd', 'anonymous_enable', 'NO', 2);
