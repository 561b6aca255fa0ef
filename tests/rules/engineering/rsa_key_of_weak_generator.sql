-- fires: of that form
INSERT INTO key (kind, algorithm, bits, weak) VALUES ('public', 'rsa', 2048, 'roca');
-- silent: of another
INSERT INTO key (kind, algorithm, bits, weak) VALUES ('public', 'rsa', 2048, NULL);
