-- fires: below a web root
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', 'www/cgi-bin/dev.cgi', '/www/cgi-bin/dev.cgi');
INSERT INTO web_page (node, url, kind, below_root) VALUES (2, '/cgi-bin/dev.cgi', 'cgi', 1);
INSERT INTO web_execution (node, call, input, taken_as, line) VALUES (2, 'eval', 'FORM_c', 'command', 3);
-- silent: a CGI program that runs nothing of the request
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', 'www/cgi-bin/dev.cgi', '/www/cgi-bin/dev.cgi');
INSERT INTO web_page (node, url, kind, below_root) VALUES (2, '/cgi-bin/dev.cgi', 'cgi', 1);
INSERT INTO web_parameter (node, name, kind) VALUES (2, 'c', 'lookup');
-- silent: a word of a command that another rule tells
INSERT INTO web_execution (call, input, taken_as, line) VALUES ('ping', 'FORM_c', 'argument', 3);
