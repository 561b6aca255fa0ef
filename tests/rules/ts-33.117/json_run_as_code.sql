-- fires: a page script
INSERT INTO web_execution (call, input, taken_as) VALUES ('eval', 'responseText', 'reply');
-- silent: a command, of which another rule tells
INSERT INTO web_execution (call, input, taken_as) VALUES ('system', '$c', 'command');
