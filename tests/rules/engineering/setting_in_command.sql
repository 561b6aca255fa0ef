-- fires: two commands of one program are one finding
INSERT INTO executed_command (address, how, runs, content, template, exact, input, input_call, input_name, quotes)
VALUES (4096, 'shell', 'system', 'input', 'ifconfig eth0 %s', 1, 'nvram', 'nvram_get', 'lan_ipaddr', 'none'),
  (4100, 'shell', 'system', 'input', 'route add %s', 1, 'nvram', 'nvram_get', 'lan_route', 'none');
-- silent: a path of a program, and a text that was checked
INSERT INTO executed_command (address, how, runs, content, template, exact, input, input_call, also_given)
VALUES (4096, 'program', 'execv', 'input', '/usr/sbin/%s', 1, 'nvram', 'nvram_get', NULL),
  (4100, 'shell', 'system', 'input', 'ifconfig eth0 %s', 1, 'nvram', 'nvram_get', 'check_ip');
