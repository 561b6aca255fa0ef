-- fires: lighttpd
INSERT INTO service_setting (service, name, value, about) VALUES ('lighttpd', 'server.modules', 'mod_status', 'add-on');
-- fires: apache
INSERT INTO service_setting (service, name, value, about) VALUES
  ('apache', 'loadmodule', 'status_module modules/mod_status.so', 'add-on');
-- silent: those that a server needs, and another setting
INSERT INTO service_setting (service, name, value, about) VALUES ('lighttpd', 'server.modules', 'mod_access', 'add-on'),
  ('lighttpd', 'server.modules', 'mod_cgi', 'add-on'), ('lighttpd', 'x', 'mod_status', NULL);
