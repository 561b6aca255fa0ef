-- fires 2: /tmp, and the folder of the caller
INSERT INTO elf (rpath) VALUES ('/lib:/tmp/build/lib'), ('./lib');
-- silent: system folders, and from the program's own place; runpath goes first
INSERT INTO elf (rpath) VALUES ('/lib:/usr/lib'), ('$ORIGIN/../lib');
INSERT INTO elf (rpath, runpath) VALUES ('/tmp', '/lib');
