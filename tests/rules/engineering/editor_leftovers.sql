-- fires: once for all
INSERT INTO leftover (kind, text) VALUES ('editor backup', 'rc~'), ('merge leftover', 'x.orig');
-- silent: another leftover
INSERT INTO leftover (kind, text) VALUES ('core dump', 'core');
