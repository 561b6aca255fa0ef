-- fires: /var
INSERT INTO mount_point (device, folder, type, options) VALUES ('none', '/var', 'ramfs', 'defaults');
-- silent: a tmpfs, and device nodes
INSERT INTO mount_point (device, folder, type, options) VALUES ('none', '/tmp', 'tmpfs', 'size=1M'),
  ('none', '/dev', 'ramfs', '');
