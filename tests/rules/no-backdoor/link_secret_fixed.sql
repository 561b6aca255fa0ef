-- fires 3: RADIUS, IPsec, PPP
INSERT INTO credential (kind, service, name, value, state) VALUES
  ('secret', 'radius', 'secret', 'testing123', 'plain'), ('psk', 'vpn', 'PSK', 'abc', 'plain'),
  ('password', 'ppp', 'secret', 'pw1', 'plain');
-- silent: put in later, or of another service
INSERT INTO credential (kind, service, name, value, state) VALUES
  ('secret', 'radius', 'secret', '@SECRET@', 'placeholder'), ('password', 'mail', 'password', 'x', 'plain');
