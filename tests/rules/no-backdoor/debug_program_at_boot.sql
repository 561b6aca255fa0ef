-- fires: a debug server
INSERT INTO started (program, arguments, mechanism) VALUES ('/usr/bin/gdbserver', ':1234 /bin/httpd', 'rc');
-- silent: mentioned, or in a script that nothing calls
INSERT INTO started (program, arguments, mechanism) VALUES
  ('/usr/bin/pgrep', 'gdbserver', 'rc'), ('tcpdump', '-i eth0', 'init.d');
