-- fires: a passphrase
INSERT INTO credential (kind, service, name, value, state) VALUES ('psk', 'wifi', 'wpa_psk', '12345678', 'plain');
-- silent: put in later, too short to be one, none
INSERT INTO credential (kind, service, name, value, state) VALUES
  ('psk', 'wifi', 'wpa_psk', '$KEY', 'placeholder'), ('psk', 'wifi', 'key', '1', 'plain'),
  ('psk', 'wifi', 'wpa_psk', '', 'empty');
