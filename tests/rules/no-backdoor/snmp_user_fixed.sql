-- fires 2: with a passphrase, and without
INSERT INTO credential (kind, service, user, value, state) VALUES
  ('password', 'snmp', 'boss', 'passphrase1', 'plain'), ('password', 'snmp', 'any', '', 'empty');
-- silent: put in later, or of another service
INSERT INTO credential (kind, service, user, value, state) VALUES
  ('password', 'snmp', 'boss', '$PASS', 'placeholder'), ('password', 'ppp', 'boss', 'x', 'plain');
