-- fires: a stick
INSERT INTO started (program, mechanism, line) VALUES ('/mnt/usb/autorun.sh', 'hotplug', 3);
-- silent: a file of the image, a place for programs, a script that nothing calls
INSERT INTO node (id, parent, kind, path) VALUES (2, 1, 'file', '/etc/rcS'), (3, 1, 'file', '/mnt/app/run'),
  (4, 1, 'file', '/etc/init.d/x');
INSERT INTO started (node, program, mechanism) VALUES (2, '/mnt/app/run', 'rc'), (2, '/usr/tmpd', 'rc'),
  (4, '/tmp/x.sh', 'init.d');
