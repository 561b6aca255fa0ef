-- fires: source routes
INSERT INTO sysctl_setting (name, value, line) VALUES ('net.ipv4.conf.all.accept_source_route', '1', 2);
-- silent: as it should be
INSERT INTO sysctl_setting (name, value) VALUES ('net.ipv4.conf.all.accept_source_route', '0'), ('net.ipv4.tcp_syncookies', '1'),
  ('kernel.randomize_va_space', '2');
