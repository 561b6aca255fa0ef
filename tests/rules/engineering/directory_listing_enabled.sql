-- fires: lighttpd
INSERT INTO web_setting (server, about, name, value, enabled) VALUES
  ('lighttpd', 'listing', 'dir-listing.activate', 'enable', 1);
-- silent: off, and another setting
INSERT INTO web_setting (server, about, name, value, enabled) VALUES
  ('lighttpd', 'listing', 'dir-listing.activate', 'disable', 0), ('nginx', 'root', 'root', '/www', 1);
