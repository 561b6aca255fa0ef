-- fires: a hash
INSERT INTO user_group (name, state, file) VALUES ('wheel', 'hash', 'gshadow');
-- silent: locked, shadowed, or empty, which newgrp takes for locked
INSERT INTO user_group (name, state, file) VALUES
  ('wheel', 'locked', 'gshadow'), ('users', 'shadowed', 'group'), ('root', 'empty', 'group');
