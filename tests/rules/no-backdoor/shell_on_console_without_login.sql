-- fires 2: as BusyBox has it in its example
INSERT INTO started (program, arguments, mechanism, trigger) VALUES
  ('/bin/sh', '', 'inittab', 'askfirst'), ('/bin/ash', '--login', 'inittab', 'respawn');
-- silent: a login, a script, and the shell of a boot script
INSERT INTO started (program, arguments, mechanism, trigger) VALUES
  ('/sbin/getty', '-L ttyS0', 'inittab', 'respawn'), ('/bin/sh', '/etc/watch.sh', 'inittab', 'respawn'),
  ('/bin/sh', '', 'inittab', 'sysinit'), ('/usr/libexec/login.sh', '', 'inittab', 'askfirst');
