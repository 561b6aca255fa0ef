-- fires: hundred
INSERT INTO service_setting (service, name, value) VALUES ('sshd', 'maxauthtries', '100');
-- silent: the usual number
INSERT INTO service_setting (service, name, value) VALUES ('sshd', 'maxauthtries', '6'), ('boa', 'maxauthtries', '99');
