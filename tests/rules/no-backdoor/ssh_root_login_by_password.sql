-- fires: yes
INSERT INTO service_setting (service, name, value, line) VALUES ('sshd', 'permitrootlogin', 'yes', 10);
-- silent: by key alone
INSERT INTO service_setting (service, name, value, line) VALUES ('sshd', 'permitrootlogin', 'prohibit-password', 10);
-- silent: no passwords at all
INSERT INTO service_setting (service, name, value, line) VALUES ('sshd', 'permitrootlogin', 'yes', 10),
  ('sshd', 'passwordauthentication', 'no', 11);
-- silent: the first of two counts
INSERT INTO service_setting (service, name, value, line) VALUES ('sshd', 'permitrootlogin', 'no', 3),
  ('sshd', 'permitrootlogin', 'yes', 10);
