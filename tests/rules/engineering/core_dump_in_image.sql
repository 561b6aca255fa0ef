-- fires: one
INSERT INTO leftover (kind, text) VALUES ('core dump', 'core.812');
-- silent: another leftover
INSERT INTO leftover (kind, text) VALUES ('backup', 'core.bak');
