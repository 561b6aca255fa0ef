-- fires 2: a page and a program
INSERT INTO node (id, parent, kind, name, locator, path) VALUES
  (2, 1, 'file', '', 'image[0x0:0x1000]squashfs/www/index.lighttpd.html', '/www/index.lighttpd.html'),
  (3, 1, 'file', '', 'image[0x0:0x1000]squashfs/www/cgi-bin/test-cgi', '/www/cgi-bin/test-cgi');
-- silent: pages of the product
INSERT INTO node (id, parent, kind, name, path) VALUES (2, 1, 'file', '', '/www/index.html'),
  (3, 1, 'file', '', '/usr/bin/printenv');
-- silent: a page that greets, which the rule about its text tells
INSERT INTO node (id, parent, kind, name, path) VALUES
  (2, 1, 'file', 'var/www/index.nginx-debian.html', '/var/www/index.nginx-debian.html');
INSERT INTO web_page (node, url, kind, below_root, sample) VALUES (2, '/index.nginx-debian.html', 'page', 1, 'nginx');
