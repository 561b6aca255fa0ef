-- fires: a script of a page
INSERT INTO secret (kind, name, value, holder, line) VALUES ('key', 'aesKey', '1111111111111111', 'page script', 4);
-- silent: a script that the server keeps to itself
INSERT INTO secret (kind, name, value, holder, line) VALUES ('key', 'aesKey', '1111111111111111', 'server script', 4);
