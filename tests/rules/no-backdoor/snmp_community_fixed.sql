-- fires: a word of its own
INSERT INTO credential (kind, value, state, access, service) VALUES
  ('community', 'q8-Vb3', 'plain', 'read', 'snmp');
-- silent: told by another rule, from the device itself, put in later
INSERT INTO credential (kind, value, state, source, service) VALUES
  ('community', 'public', 'plain', 'default', 'snmp'), ('community', 'q8-Vb3', 'plain', 'localhost', 'snmp'),
  ('community', '${COMMUNITY}', 'placeholder', 'default', 'snmp');
-- silent: a community of a routing protocol
INSERT INTO credential (kind, name, value, state) VALUES ('community', 'community', '65000:1', 'plain');
