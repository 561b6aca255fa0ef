-- fires: once for all
INSERT INTO unreferred_file (name, file_type, executable) VALUES ('dbg', 'elf', 1), ('mfg.sh', 'script', 1);
-- silent: data, and a library
INSERT INTO unreferred_file (name, file_type, executable) VALUES ('x.dat', '', 0), ('libx.so.1', 'elf', 0);
