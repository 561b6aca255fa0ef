-- fires: quiet
INSERT INTO service_setting (service, name, value) VALUES ('sshd', 'loglevel', 'QUIET');
-- silent: the usual level, and more
INSERT INTO service_setting (service, name, value) VALUES ('sshd', 'loglevel', 'INFO'), ('sshd', 'loglevel', 'VERBOSE');
