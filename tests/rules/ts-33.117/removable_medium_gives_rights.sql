-- fires: a stick, in a script of hotplug
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', 'etc/hotplug.d/block/10', '/etc/hotplug.d/block/10');
INSERT INTO mount_point (node, device, folder, type, options, line) VALUES (2, '/dev/$x', '/mnt/$x', 'ext4', 'rw', 3);
-- fires: nodev is missing
INSERT INTO mount_point (device, folder, options) VALUES ('/dev/sda1', '/mnt/disk', 'rw,nosuid');
-- silent: with both, by users, of a kind that keeps neither, and the system's own
INSERT INTO mount_point (device, folder, type, options) VALUES ('/dev/sda1', '/mnt/disk', 'ext4', 'nosuid,nodev'),
  ('/dev/sr0', '/media/cdrom0', 'udf,iso9660', 'user,noauto'), ('/dev/sda1', '/mnt', 'vfat', NULL),
  ('proc', '/proc', 'proc', NULL), ('/dev/mtdblock5', '/overlay', 'jffs2', 'rw'), ('/dev/sda1', '/', 'ext4', 'ro');
