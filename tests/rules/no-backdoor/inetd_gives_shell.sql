-- fires: an interactive shell
INSERT INTO started (program, arguments, user, mechanism, trigger) VALUES
  ('/bin/sh', '-i', 'root', 'inetd', 'ingreslock stream tcp');
-- silent: a script that a shell runs, and a shell from a boot script
INSERT INTO started (program, arguments, user, mechanism, trigger) VALUES
  ('/bin/sh', '/usr/bin/answer.sh', 'root', 'inetd', '9100 stream tcp'), ('/bin/sh', '', NULL, 'rc', 'rcS');
