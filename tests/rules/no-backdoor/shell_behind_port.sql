-- fires: nc
INSERT INTO started (program, arguments, mechanism) VALUES ('nc', '-l -p 4444 -e /bin/sh', 'rc');
-- fires: nc, options in one word
INSERT INTO started (program, arguments, mechanism) VALUES ('/usr/bin/nc', '-lk -p 4444 -e sh', 'rc');
-- fires: socat
INSERT INTO started (program, arguments, mechanism) VALUES ('socat', 'TCP-LISTEN:4444,fork EXEC:/bin/sh', 'rc');
-- silent: a client, another program behind the port, a script that nothing calls
INSERT INTO started (program, arguments, mechanism) VALUES ('nc', '10.0.0.1 80', 'rc'),
  ('tcpsvd', '0 21 ftpd', 'rc'), ('nc', '-l -p 1 -e /bin/sh', 'init.d'), ('nc', '-l -p 9 -e /bin/cat', 'rc');
