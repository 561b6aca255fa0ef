-- fires: telnetd
INSERT INTO applet (name) VALUES ('['), ('telnetd');
-- silent: clients
INSERT INTO applet (name) VALUES ('telnet'), ('wget'), ('httpd');
