-- fires: yes
INSERT INTO service_setting (service, name, value, line) VALUES ('sshd', 'permitemptypasswords', 'yes', 4);
-- silent: no
INSERT INTO service_setting (service, name, value, line) VALUES ('sshd', 'permitemptypasswords', 'no', 4);
