-- fires 2: a field, and a value that a script asks for
INSERT INTO web_parameter (name, kind) VALUES ('Cmd', 'text'), ('sysCmd', 'lookup');
-- silent: a fixed value, and a name that only begins so
INSERT INTO web_parameter (name, kind, value) VALUES ('command', 'hidden', 'reboot'), ('cmd_id', 'text', ''),
  ('cmd', 'query', 'status');
