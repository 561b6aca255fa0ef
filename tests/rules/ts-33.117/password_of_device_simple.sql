-- fires: short
INSERT INTO account (name, state, known_plaintext) VALUES ('admin', 'hash', 'admin');
-- fires: long, of two kinds
INSERT INTO account (name, state, known_plaintext) VALUES ('admin', 'hash', 'administrator1');
-- silent: long and mixed, and one that is not known
INSERT INTO account (name, state, known_plaintext) VALUES ('a', 'hash', 'Correct-Horse-9'), ('b', 'hash', NULL);
