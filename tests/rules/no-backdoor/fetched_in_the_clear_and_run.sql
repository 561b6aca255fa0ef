-- fires 2: by HTTP from outside, and by TFTP from where only a run would tell
INSERT INTO endpoint (host, outside, scheme, target, used, program, action, saved_as, then_run) VALUES
  ('u.vendor.com', 1, 'http', 'http://u.vendor.com/x', 'contacted', 'wget', 'fetches', 'x', 1),
  (NULL, NULL, NULL, '$1', 'contacted', 'tftp', 'fetches', 'nart.out', 1);
-- silent: over TLS, and what is fetched and not run
INSERT INTO endpoint (host, outside, scheme, target, used, program, action, saved_as, then_run) VALUES
  ('u.vendor.com', 1, 'https', 'https://u.vendor.com/x', 'contacted', 'wget', 'fetches', 'x', 1),
  ('u.vendor.com', 1, 'http', 'http://u.vendor.com/x', 'contacted', 'wget', 'fetches', 'x', 0);
