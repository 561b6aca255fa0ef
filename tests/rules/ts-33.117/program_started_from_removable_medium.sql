-- fires: the script of an event runs a script of the medium
INSERT INTO started (program, mechanism, pattern) VALUES ('$MOUNTPOINT/autorun.sh', 'hotplug', '/mnt/*/autorun.sh');
-- fires: a boot sources one
INSERT INTO started (program, mechanism) VALUES ('mount', 'rc');
INSERT INTO script_call (node, kind, target) VALUES (2, 'source', '/media/usb/setup.sh');
INSERT INTO node (id, parent, kind, path) VALUES (2, 1, 'file', '/etc/init.d/rcS');
-- silent: a program of the image's own; a script that nothing calls
INSERT INTO node (id, parent, kind, path) VALUES (2, 1, 'file', '/mnt/app/run'), (3, 1, 'file', '/etc/init.d/rcS'),
  (4, 1, 'file', '/usr/share/example');
INSERT INTO started (node, program, mechanism) VALUES (3, '/mnt/app/run', 'rc'), (4, '/media/usb/a', 'script');
