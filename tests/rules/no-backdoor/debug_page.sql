-- fires 2: a page and a program
INSERT INTO web_page (url, kind, below_root) VALUES ('/userRpm/DebugResultRpm.htm', 'page', 1),
  ('/cgi-bin/syscmd.cgi', 'cgi', 1);
-- silent: a script, and names that only come close
INSERT INTO web_page (url, kind, below_root) VALUES ('/js/debug.js', 'script', 1), ('/debug/index.htm', 'page', 1),
  ('/cmds.htm', 'page', 1), ('/UPG_cancel_hidden.htm', 'page', 1);
-- fires: a page that calls itself hidden
INSERT INTO web_page (url, kind, below_root) VALUES ('/hidden_info.htm', 'page', 1);
