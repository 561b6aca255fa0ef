-- fires: a passphrase
INSERT INTO credential (kind, service, name, value, state) VALUES ('psk', 'wifi', 'wpa_psk', '12345678', 'plain');
-- silent: put in later, too short to be one, none
INSERT INTO credential (kind, service, name, value, state) VALUES
  ('psk', 'wifi', 'wpa_psk', '$KEY', 'placeholder'), ('psk', 'wifi', 'key', '1', 'plain'),
  ('psk', 'wifi', 'wpa_psk', '', 'empty');
-- fires: one passphrase, in two files
INSERT INTO node (id, parent, kind, path) VALUES (2, 1, 'file', '/etc/a.conf');
INSERT INTO credential (node, kind, service, name, value, state) VALUES (2, 'psk', 'wifi', 'wpa_psk', '12345678', 'plain'),
  (1, 'psk', 'wifi', 'wpa_psk', '12345678', 'plain');
-- silent: the example of a manual page
INSERT INTO credential (kind, service, name, value, state) VALUES ('psk', 'wifi', 'psk', 'passphrase', 'plain');
