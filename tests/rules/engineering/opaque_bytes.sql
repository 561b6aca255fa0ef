-- fires: noise
INSERT INTO region (node, offset, size, kind, label, entropy_mbit) VALUES (1, 0, 65536, 'unknown', '', 7999);
-- silent: a table of a program, and what a format explains
INSERT INTO region (node, offset, size, kind, label, entropy_mbit) VALUES (1, 0, 65536, 'unknown', '', 6100),
  (1, 65536, 4096, 'known', 'member data', 7999);
