-- fires: nginx
INSERT INTO web_setting (server, about, name, value, enabled) VALUES ('nginx', 'methods', 'dav_methods', 'PUT DELETE', 1);
-- silent: off
INSERT INTO web_setting (server, about, name, value, enabled) VALUES ('nginx', 'methods', 'dav_methods', 'off', 0);
