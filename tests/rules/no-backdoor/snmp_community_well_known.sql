-- fires 2: read by the default, written by a published one
INSERT INTO credential (kind, value, state, access, service) VALUES
  ('community', 'public', 'plain', 'read', 'snmp');
INSERT INTO credential (kind, value, state, access, known_plaintext, dictionary_source, service)
VALUES ('community', 'zyad1234', 'plain', 'write', 'zyad1234', 'a list', 'snmp');
-- silent: from the device itself, for traps, put in later, of one's own
INSERT INTO credential (kind, value, state, access, source, service) VALUES
  ('community', 'public', 'plain', 'read', '127.0.0.1', 'snmp'), ('community', 'public', 'plain', 'trap', NULL,
       'snmp'),
  ('community', '@COMMUNITY@', 'placeholder', 'read', 'default', 'snmp'), ('community', 'q8-Vb3', 'plain',
       'read', 'default', 'snmp');
-- silent: a community of a routing protocol
INSERT INTO credential (kind, value, state, known_plaintext) VALUES ('community', '666666', 'plain', '666666');
