-- fires: once for a script
INSERT INTO node (id, parent, kind, name, path, mode) VALUES (2, 1, 'file', '', '/etc/init.d/rcS', 511);
INSERT INTO started (node, program, mechanism) VALUES (2, 'httpd', 'rc'), (2, 'dnsmasq', 'rc');
-- silent: mode 0755, and a script that nothing runs
INSERT INTO node (id, parent, kind, name, path, mode) VALUES
  (2, 1, 'file', '', '/etc/init.d/rcS', 493), (3, 1, 'file', '', '/etc/init.d/x', 511);
INSERT INTO started (node, program, mechanism) VALUES (2, 'httpd', 'rc'), (3, 'dnsmasq', 'init.d');
