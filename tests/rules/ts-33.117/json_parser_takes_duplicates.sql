-- fires: two programs use one library
INSERT INTO elf_needed (node, name) VALUES (0, 'libjson-c.so.2'), (1, 'libjson-c.so.2');
-- silent: other libraries
INSERT INTO elf_needed (name) VALUES ('libc.so.6'), ('libjson_script.so'), ('libblobmsg_json.so');
