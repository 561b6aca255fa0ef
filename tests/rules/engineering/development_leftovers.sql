-- gives: compilers and binary tools = 1 files; debuggers and tracers = 0 files; packet tools = 1 files; version control folders = 1 folders; files of editors = 1 files; programs and libraries with a symbol table = 1 of 2 files
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', '', '/usr/bin/gcc'),
  (3, 1, 'file', '', '/usr/sbin/tcpdump'), (4, 1, 'symlink', '', '/usr/bin/gdb'), (5, 1, 'directory', '', '/www/.svn'),
  (6, 1, 'file', '', '/etc/passwd~');
INSERT INTO elf (type, stripped) VALUES ('executable', 0), ('shared', 1), ('relocatable', 0);
-- gives: compilers and binary tools = 0 files; debuggers and tracers = 0 files; packet tools = 0 files; version control folders = 0 folders; files of editors = 0 files; programs and libraries with a symbol table = 0 of 0 files
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', '', '/usr/bin/gccx');
