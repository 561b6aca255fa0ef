-- fires: from a file of the image
INSERT INTO secret (kind, name, value, holder, call) VALUES ('password', 'Maker', '$(cat /etc/sign)', 'file', 'telnetd');
INSERT INTO started (program, arguments, mechanism) VALUES ('telnetd', '-u Maker:$sign', 'rc');
-- silent: another program, and a service that asks for what the device's accounts have
INSERT INTO secret (kind, name, value, holder, call) VALUES ('password', 'admin', 'Geheim7', 'command', 'curl');
INSERT INTO started (program, arguments, mechanism) VALUES ('telnetd', '-l /bin/login', 'rc');
