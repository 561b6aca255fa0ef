-- fires: lighttpd
INSERT INTO service_setting (service, about, name, value, meaning) VALUES
  ('lighttpd', 'listing', 'dir-listing.activate', 'enable', 'on');
-- silent: off, and another setting
INSERT INTO service_setting (service, about, name, value, meaning) VALUES
  ('lighttpd', 'listing', 'dir-listing.activate', 'disable', 'off'), ('nginx', 'root', 'root', '/www', 'on');
