-- id: telnet_without_login
-- title: A telnet service that gives a shell without a login
-- severity: critical
-- confidence: strong
-- weakness: CWE-306; CWE-319
-- clauses: 3GPP TS 33.117 4.2.3.4.1.1; 3GPP TS 33.117 4.3.2.1; 3GPP TS 33.117 4.2.3.4.4.1
-- why: telnetd starts the program that -l names in place of login(1). Here that is a shell, so whoever reaches the
--      port is served as the user that telnetd runs as.
-- refuted by: a boot that never comes to the line, or a setting, off as delivered, that the line tests
-- activation: started
-- alternatives: the line is reached only in a factory or service mode
-- not claimed: on which address or interface it listens
SELECT booted.id AS evidence,
       quote_text(booted.program || ' ' || booted.arguments) || ' is started by ' ||
       coalesce(quote_text(script.path), booted.mechanism, 'a script') ||
       coalesce(', line ' || booted.line, '') ||
       CASE WHEN booted.condition IS NULL THEN '' ELSE ', if ' || quote_text(booted.condition) END AS message
FROM booted
JOIN node AS script ON script.id = booted.node
WHERE (booted.called IN ('telnetd', 'in.telnetd', 'utelnetd')
       OR (booted.called = 'busybox' AND starts_with(booted.arguments, 'telnetd ')))
  AND (booted.arguments || ' ' LIKE '%-l /bin/sh %' OR booted.arguments || ' ' LIKE '%-l/bin/sh %'
       OR booted.arguments || ' ' LIKE '%-l /bin/ash %' OR booted.arguments || ' ' LIKE '%-l sh %'
       OR booted.arguments || ' ' LIKE '%-l /bin/bash %')
