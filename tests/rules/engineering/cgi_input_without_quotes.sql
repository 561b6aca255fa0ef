-- fires: a word of a command
INSERT INTO web_execution (call, input, taken_as, line) VALUES ('grep', 'HTTP_COOKIE', 'argument', 2);
-- silent: as text of the shell, which another rule tells
INSERT INTO web_execution (call, input, taken_as) VALUES ('eval', 'QUERY_STRING', 'command');
