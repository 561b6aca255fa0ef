-- fires: nginx
INSERT INTO service_setting (service, name, value, about) VALUES ('nginx', 'server_tokens', 'on', 'server header');
-- fires: apache
INSERT INTO service_setting (service, name, value, about) VALUES ('apache', 'servertokens', 'OS', 'server header');
-- silent: off, and a name alone
INSERT INTO service_setting (service, name, value, about) VALUES ('nginx', 'server_tokens', 'off', 'server header'),
  ('apache', 'servertokens', 'Prod', 'server header'), ('lighttpd', 'server.tag', 'router', 'server header');
