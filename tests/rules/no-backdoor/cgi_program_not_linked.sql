-- fires: nothing names it
INSERT INTO web_page (node, url, kind, below_root) VALUES (1, '/cgi-bin/dbg', 'cgi', 1);
INSERT INTO unreferred_file (node, name) VALUES (1, 'dbg');
-- silent: a page, and a program that a page links to by a part of its name that is no word
INSERT INTO node (id, parent, kind, name) VALUES (2, 1, 'file', 'www/old.htm'), (3, 1, 'file', 'www/x.htm');
INSERT INTO web_page (node, url, kind, below_root) VALUES (1, '/cgi-bin/dbg', 'cgi', 1), (2, '/old.htm', 'page', 1);
INSERT INTO unreferred_file (node, name) VALUES (1, 'dbg'), (2, 'old.htm');
INSERT INTO web_route (node, route, base, how) VALUES (3, '/cgi-bin/dbg', 'dbg', 'link');
