-- fires: flash and memory
INSERT INTO node (id, parent, kind, name, path, mode) VALUES
  (2, 1, 'block_device', '', '/dev/mtdblock0', 438), (3, 1, 'char_device', '', '/dev/mem', 438);
-- silent: what everybody may write, and modes that let only root
INSERT INTO node (id, parent, kind, name, path, mode) VALUES
  (2, 1, 'char_device', '', '/dev/null', 438), (3, 1, 'char_device', '', '/dev/tty', 438),
  (4, 1, 'block_device', '', '/dev/mtdblock0', 432), (5, 1, 'char_device', '', '/dev/mem', 416);
