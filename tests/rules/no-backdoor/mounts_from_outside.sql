-- fires: a public address
INSERT INTO endpoint (host, outside, used, program, action) VALUES ('202.114.4.119', 1, 'contacted', 'mount', 'mounts');
-- silent: the own network
INSERT INTO endpoint (host, outside, used, program, action) VALUES ('192.168.1.9', 0, 'contacted', 'mount', 'mounts');
-- fires: a line of fstab
INSERT INTO endpoint (host, outside, used, program, action, method) VALUES
  ('202.114.4.119', 1, 'contacted', 'mount', 'mounts', 'fstab(5) line');
