-- fires: a word of a command
INSERT INTO script_input (source, sink, text, line) VALUES ('HTTP_COOKIE', 'program', 'grep $id f', 2);
-- silent: as text of the shell, which another rule tells
INSERT INTO script_input (source, sink, text) VALUES ('QUERY_STRING', 'shell', 'eval $x');
