-- id: telnet_at_boot
-- title: A telnet service that is started without being asked for
-- severity: high
-- confidence: strong
-- weakness: CWE-319
-- clauses: 3GPP TS 33.117 4.3.2.1; ETSI EN 303 645 5.5-1
-- why: Telnet sends names, passwords and what is typed in the clear, so that anyone on the way reads and
--      alters them. A boot script, unit or inetd line starts it here, itself or as an applet of busybox.
-- refuted by: a boot that never comes to the line, or a setting, off as delivered, that the line tests
-- activation: started
-- alternatives: the line is reached only in a factory or service mode
-- not claimed: on which address or interface it listens, or which account can log in
SELECT booted.id AS evidence,
       quote_text(rtrim(booted.program || ' ' || coalesce(booted.arguments, ''))) || ' is started by ' ||
       coalesce(quote_text(script.path), booted.mechanism, 'a script') ||
       coalesce(', line ' || booted.line, '') ||
       CASE WHEN booted.condition IS NULL THEN '' ELSE ', if ' || quote_text(booted.condition) END
       AS message
FROM booted
JOIN node AS script ON script.id = booted.node
WHERE booted.called IN ('telnetd', 'in.telnetd', 'utelnetd', 'telnetd.sh')
   OR (booted.called = 'busybox'
       AND (booted.arguments = 'telnetd' OR starts_with(booted.arguments, 'telnetd ')))
