-- fires: a key without the word
INSERT INTO node (id, parent, kind, name) VALUES (2, 1, 'chunk', 'device_tree');
INSERT INTO header (node, nth, name, value) VALUES (2, 1, 'key_name', 'dev'), (2, 2, 'key_required', '');
-- silent: required, and a tree without keys
INSERT INTO node (id, parent, kind, name) VALUES (2, 1, 'chunk', 'device_tree'), (3, 1, 'chunk', 'device_tree');
INSERT INTO header (node, nth, name, value) VALUES (2, 1, 'key_name', 'dev'), (2, 2, 'key_required', 'conf'),
  (3, 1, 'model', 'x');
