-- fires: one host
INSERT INTO leftover (kind, text) VALUES ('internal host', 'jenkins.rnd.corp');
-- silent: a name of the own network
INSERT INTO leftover (kind, text) VALUES ('internal host', 'printer.office.local');
