-- fires: ended in 2010, a file of 2020
INSERT INTO node (id, parent, kind, name, path, mtime_s) VALUES
  (2, 1, 'file', '', '/etc/c.pem', 1000000000), (3, 1, 'file', '', '/etc/x', 1600000000);
INSERT INTO certificate (node, subject, not_after_s) VALUES (2, 'CN=router', 1262304000);
-- silent: ends later, and one of a bundle of public authorities
INSERT INTO node (id, parent, kind, name, path, mtime_s) VALUES
  (2, 1, 'file', '', '/etc/c.pem', 1600000000), (3, 1, 'file', '', '/etc/ssl/certs/ca-certificates.crt', 1);
INSERT INTO certificate (node, subject, not_after_s) VALUES
  (2, 'CN=router', 1900000000), (3, 'CN=Root', 1262304000);
