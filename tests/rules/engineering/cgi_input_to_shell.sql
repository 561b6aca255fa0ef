-- fires: eval of a query
INSERT INTO script_input (source, sink, text, line) VALUES ('QUERY_STRING', 'shell', 'eval "ping $host"', 6);
-- silent: a word of a command
INSERT INTO script_input (source, sink, text, line) VALUES ('QUERY_STRING', 'program', 'ping $host', 6);
