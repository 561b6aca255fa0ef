-- fires: two names, one number
INSERT INTO account (name, uid, file) VALUES ('a', 100, 'passwd'), ('b', 100, 'passwd'), ('c', 101, 'passwd');
-- silent: number 0, the same name twice, another file
INSERT INTO account (name, uid, file, node) VALUES ('root', 0, 'passwd', 1), ('toor', 0, 'passwd', 1),
  ('a', 100, 'passwd', 1), ('a', 100, 'passwd', 1), ('b', 100, 'passwd', 0);
