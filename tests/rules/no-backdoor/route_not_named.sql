-- fires: three of a table are linked to, one is not
INSERT INTO node (id, parent, kind, name) VALUES (2, 1, 'file', 'www/x.htm');
INSERT INTO route_handler (node, how, table_address, slot, route, handler, mentioned) VALUES
  (1, 'table', 4096, 4096, '/apply.cgi', 64, 0), (1, 'table', 4096, 4104, '/status.cgi', 68, 0),
  (1, 'table', 4096, 4112, 'reboot', 72, 1), (1, 'table', 4096, 4120, '/dbg.cgi', 76, 0);
INSERT INTO web_route (node, route, base, how) VALUES (2, '../apply.cgi', 'apply.cgi', 'link');
INSERT INTO web_form (node, action, target) VALUES (2, '/status.cgi', 'status.cgi');
-- silent: all are named
INSERT INTO node (id, parent, kind, name) VALUES (2, 1, 'file', 'www/x.htm');
INSERT INTO route_handler (node, how, table_address, slot, route, handler, mentioned) VALUES
  (1, 'table', 4096, 4096, '/apply.cgi', 64, 0), (1, 'table', 4096, 4104, '/status.cgi', 68, 0),
  (1, 'table', 4096, 4112, 'reboot', 72, 1), (1, 'table', 4096, 4120, '/dbg.cgi', 76, 1);
INSERT INTO web_route (node, route, base, how) VALUES (2, '../apply.cgi', 'apply.cgi', 'link');
INSERT INTO web_form (node, action, target) VALUES (2, '/status.cgi', 'status.cgi');
-- silent: a table of which nothing is named says nothing of one name
INSERT INTO route_handler (node, how, table_address, slot, route, handler, mentioned) VALUES
  (1, 'table', 4096, 4096, 'one', 64, 0), (1, 'table', 4096, 4104, 'two', 68, 0),
  (1, 'table', 4096, 4112, 'three', 72, 0), (1, 'table', 4096, 4120, 'four', 76, 0);
-- silent: the names are of another table
INSERT INTO route_handler (node, how, table_address, slot, route, handler, mentioned) VALUES
  (1, 'table', 4096, 4096, 'one', 64, 1), (1, 'table', 4096, 4104, 'two', 68, 1),
  (1, 'table', 4096, 4112, 'three', 72, 1), (1, 'table', 8192, 8192, 'four', 76, 0);
-- silent: options that only the program's own texts name, of which no page asks for one
INSERT INTO route_handler (node, how, table_address, slot, route, handler, mentioned) VALUES
  (1, 'table', 4096, 4096, 'one', 64, 1), (1, 'table', 4096, 4104, 'two', 68, 1),
  (1, 'table', 4096, 4112, 'three', 72, 1), (1, 'table', 4096, 4120, 'four', 76, 0);
