-- fires: a login, and nothing else
INSERT INTO web_form (action, target, passwords, field_count) VALUES ('/cgi-bin/login.cgi', 'login.cgi', 1, 2);
-- silent: a route that ends it
INSERT INTO web_form (action, target, passwords, field_count) VALUES ('/cgi-bin/login.cgi', 'login.cgi', 1, 2);
INSERT INTO web_route (route, base) VALUES ('/cgi-bin/logout.cgi', 'logout.cgi');
-- silent: a form that changes a password
INSERT INTO web_form (action, target, passwords, field_count) VALUES ('/apply.cgi', 'apply.cgi', 3, 3);
