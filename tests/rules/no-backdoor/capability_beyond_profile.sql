-- fires: an image library that runs programs
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', 'usr/lib/libpng16.so.16', '/usr/lib/libpng16.so.16');
INSERT INTO elf (node, type, soname) VALUES (2, 'shared', 'libpng16.so.16');
INSERT INTO call_site (node, address, caller_name, callee, family) VALUES (2, 4096, 'png_read_row', 'execve', 'execute');
-- fires 2: by the file's name, and for each kind of deed
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', 'lib/libz.so.1.2.13', '/lib/libz.so.1.2.13');
INSERT INTO elf (node, type) VALUES (2, 'shared');
INSERT INTO call_site (node, address, callee, family) VALUES (2, 4096, 'system', 'shell');
INSERT INTO call_site (node, address, callee, family) VALUES (2, 4196, 'system', 'shell');
INSERT INTO listener (node, protocol, port, call) VALUES (2, 'tcp', 4444, 4300);
-- silent: what such libraries do: remove a file that they began, load code, copy text
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', 'usr/lib/libpng16.so.16', '/usr/lib/libpng16.so.16');
INSERT INTO elf (node, type, soname) VALUES (2, 'shared', 'libpng16.so.16');
INSERT INTO call_site (node, address, callee, family) VALUES (2, 4096, 'remove', 'delete');
INSERT INTO call_site (node, address, callee, family) VALUES (2, 4100, 'dlopen', 'load_code');
INSERT INTO call_site (node, address, callee, family) VALUES (2, 4104, 'strcpy', 'string_copy');
-- silent: libarchive runs filters, and libgcrypt gives up rights, as their documentation says
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', 'usr/lib/libarchive.so.13', '/usr/lib/libarchive.so.13');
INSERT INTO node (id, parent, kind, name, path) VALUES (3, 1, 'file', 'usr/lib/libgcrypt.so.20', '/usr/lib/libgcrypt.so.20');
INSERT INTO elf (node, type, soname) VALUES (2, 'shared', 'libarchive.so.13');
INSERT INTO elf (node, type, soname) VALUES (3, 'shared', 'libgcrypt.so.20');
INSERT INTO call_site (node, address, callee, family) VALUES (2, 4096, 'posix_spawnp', 'execute');
INSERT INTO call_site (node, address, callee, family) VALUES (3, 4096, 'setuid', 'privilege');
-- silent: a library whose work it is, and a program that is called like a library
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', 'usr/lib/libmount.so.1', '/usr/lib/libmount.so.1');
INSERT INTO node (id, parent, kind, name, path) VALUES (3, 1, 'file', 'usr/bin/libz.so', '/usr/bin/libz.so');
INSERT INTO elf (node, type, soname) VALUES (2, 'shared', 'libmount.so.1');
INSERT INTO elf (node, type) VALUES (3, 'executable');
INSERT INTO call_site (node, address, callee, family) VALUES (2, 4096, 'mount', 'mount');
INSERT INTO call_site (node, address, callee, family) VALUES (3, 4096, 'execve', 'execute');
