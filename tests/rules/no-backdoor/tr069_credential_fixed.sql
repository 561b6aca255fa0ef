-- fires: of the management server
INSERT INTO credential (kind, service, name, user, value, state) VALUES
  ('password', 'tr069', 'AcsPassword', 'cpe', 'p-77', 'plain');
-- silent: empty, put in later, or of another service
INSERT INTO credential (kind, service, name, value, state) VALUES
  ('password', 'tr069', 'AcsPassword', '', 'empty'), ('password', 'tr069', 'AcsPassword', '@P@', 'placeholder'),
  ('password', 'ppp', 'password', 'p-77', 'plain');
