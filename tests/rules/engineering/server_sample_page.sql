-- fires: nginx
INSERT INTO web_page (url, kind, title, sample) VALUES ('/index.html', 'page', 'Welcome to nginx!', 'Welcome to nginx!');
-- silent: a page of its own
INSERT INTO web_page (url, kind, title) VALUES ('/index.html', 'page', 'Welcome');
