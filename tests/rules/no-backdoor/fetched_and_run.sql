-- fires: over TLS
INSERT INTO endpoint (host, outside, scheme, target, used, program, action, saved_as, then_run) VALUES
  ('u.vendor.com', 1, 'https', 'https://u.vendor.com/x', 'contacted', 'wget', 'fetches', 'x', 1);
-- silent: what is fetched and not run
INSERT INTO endpoint (host, outside, scheme, target, used, program, action, saved_as, then_run) VALUES
  ('u.vendor.com', 1, 'https', 'https://u.vendor.com/x', 'contacted', 'wget', 'fetches', 'x', 0);
