-- fires: IPv4
INSERT INTO sysctl_setting (name, value, line) VALUES ('net.ipv4.conf.all.accept_redirects', '1', 2);
-- silent: off, and another
INSERT INTO sysctl_setting (name, value) VALUES ('net.ipv6.conf.all.accept_redirects', '0'),
  ('net.ipv4.conf.all.secure_redirects', '1');
