-- fires: a form that no page has runs a command
INSERT INTO node (id, parent, kind, name) VALUES (2, 1, 'file', 'www/x.htm');
INSERT INTO route_handler (node, how, register_call, slot, route, handler, mentioned, runs, runs_call) VALUES
  (1, 'registration', 'websFormDefine', 4096, 'formWan', 64, 0, NULL, NULL),
  (1, 'registration', 'websFormDefine', 4104, 'formLan', 68, 0, 'shell', 'system'),
  (1, 'registration', 'websFormDefine', 4112, 'formSys', 72, 0, 'shell', 'system');
INSERT INTO web_form (node, action, target) VALUES (2, '/goform/formWan', 'formWan'), (2, '/goform/formLan', 'formLan');
-- silent: a page of the device names it
INSERT INTO node (id, parent, kind, name) VALUES (2, 1, 'file', 'www/x.htm');
INSERT INTO route_handler (node, how, register_call, slot, route, handler, mentioned, runs, runs_call) VALUES
  (1, 'registration', 'websFormDefine', 4096, 'formWan', 64, 0, NULL, NULL),
  (1, 'registration', 'websFormDefine', 4104, 'formLan', 68, 0, 'shell', 'system'),
  (1, 'registration', 'websFormDefine', 4112, 'formSys', 72, 0, 'shell', 'system');
INSERT INTO web_form (node, action, target) VALUES (2, '/goform/formWan', 'formWan'), (2, '/goform/formLan', 'formLan');
INSERT INTO web_route (node, route, base, how) VALUES (2, '/goform/formSys', 'formSys', 'request');
-- silent: it runs nothing
INSERT INTO node (id, parent, kind, name) VALUES (2, 1, 'file', 'www/x.htm');
INSERT INTO route_handler (node, how, register_call, slot, route, handler, mentioned, runs, runs_call) VALUES
  (1, 'registration', 'websFormDefine', 4096, 'formWan', 64, 0, NULL, NULL),
  (1, 'registration', 'websFormDefine', 4104, 'formLan', 68, 0, 'shell', 'system'),
  (1, 'registration', 'websFormDefine', 4112, 'formSys', 72, 0, NULL, NULL);
INSERT INTO web_form (node, action, target) VALUES (2, '/goform/formWan', 'formWan'), (2, '/goform/formLan', 'formLan');
-- silent: a table of a program's own commands, which nobody asks for by a page
INSERT INTO route_handler (node, how, table_address, slot, route, handler, mentioned, runs, runs_call) VALUES
  (1, 'table', 4096, 4096, 'one', 64, 1, NULL, NULL), (1, 'table', 4096, 4104, 'two', 68, 1, NULL, NULL),
  (1, 'table', 4096, 4112, 'three', 72, 0, 'shell', 'system');
