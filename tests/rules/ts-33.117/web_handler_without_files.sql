-- fires: php without a page
INSERT INTO service_setting (service, name, value, about) VALUES ('busybox', '*.php', '/usr/bin/php-cgi', 'cgi');
-- silent: with one
INSERT INTO service_setting (service, name, value, about) VALUES ('uhttpd', 'interpreter', '.lua=/usr/bin/lua', 'cgi');
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', 'www/a.lua', '/www/a.lua');
