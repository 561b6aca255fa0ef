-- fires: a debugger
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', '', '/usr/bin/gdbserver');
INSERT INTO elf (node, type) VALUES (2, 'executable');
-- silent: a script of that name, a folder, and a name that contains it
INSERT INTO node (id, parent, kind, name, path) VALUES
  (2, 1, 'file', '', '/usr/bin/gdb'), (3, 1, 'directory', '', '/usr/lib/gcc'), (4, 1, 'file', '', '/bin/nmapd');
INSERT INTO elf (node, type) VALUES (4, 'executable');
