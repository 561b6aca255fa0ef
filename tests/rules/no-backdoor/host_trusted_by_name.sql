-- fires: every host
INSERT INTO trust (by, who, user) VALUES ('host name', '+', '+');
-- silent: the device itself, and a key
INSERT INTO trust (by, who) VALUES ('host name', 'localhost'), ('ssh key', '+');
