-- fires: one
INSERT INTO leftover (kind, text) VALUES ('history', '.ash_history');
-- silent: another leftover
INSERT INTO leftover (kind, text) VALUES ('folder view', '.DS_Store');
