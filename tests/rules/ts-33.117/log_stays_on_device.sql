-- fires: no host
INSERT INTO started (program, arguments, mechanism) VALUES ('syslogd', '-O /tmp/messages', 'rc');
-- silent: a host is named; options that are not told
INSERT INTO started (program, arguments, mechanism) VALUES ('syslogd', '-L -R 192.168.1.9', 'rc'),
  ('/sbin/syslogd', '$SYSLOG_ARGS', 'rc');
-- silent: a setting names one
INSERT INTO started (program, arguments, mechanism) VALUES ('syslogd', '', 'rc');
INSERT INTO service_setting (service, name, value) VALUES ('system', 'log_ip', '192.168.1.9');
