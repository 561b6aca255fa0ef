-- fires: no signature
INSERT INTO node (id, parent, kind, name, locator) VALUES (2, 0, 'chunk', 'fit', 'image[0x0:0x10]fit');
-- silent: a signed member
INSERT INTO node (id, parent, kind, name, locator) VALUES (2, 0, 'chunk', 'fit', 'a'), (3, 2, 'file', 'kernel', 'b');
INSERT INTO header VALUES (3, 1, 'signature_algorithm', 'sha256,rsa2048');
