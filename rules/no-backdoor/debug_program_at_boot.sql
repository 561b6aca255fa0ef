-- id: debug_program_at_boot
-- title: A debugger or sniffer that is started at boot
-- severity: high
-- confidence: strong
-- weakness: CWE-489
-- clauses: 3GPP TS 33.117 4.3.2.1; 3GPP TS 33.117 4.3.2.4
-- why: A debug server lets whoever reaches it read and write the memory of a program; a sniffer keeps or sends what
--      passes by. Neither is part of what a network device does for its user.
-- refuted by: a boot that never comes to the line, or a setting, off as delivered, that the line tests
-- activation: started
-- alternatives: the line is reached only in a factory or service mode
-- not claimed: what it was meant for
SELECT booted.id AS evidence,
       quote_text(booted.program) || ' is started by ' || coalesce(booted.mechanism, 'a script') ||
       CASE WHEN booted.condition IS NULL THEN '' ELSE ', if ' || quote_text(booted.condition) END AS message
FROM booted
WHERE booted.called IN ('gdbserver', 'gdb', 'strace', 'tcpdump', 'tshark', 'dumpcap', 'adbd',
                                   'lldb-server')
