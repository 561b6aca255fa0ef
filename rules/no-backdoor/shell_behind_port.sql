-- id: shell_behind_port
-- title: A port that gives a shell
-- severity: critical
-- confidence: strong
-- weakness: CWE-306
-- clauses: 3GPP TS 33.117 4.2.3.4.1.1; 3GPP TS 33.117 4.3.2.1
-- why: nc, socat or tcpsvd listens and hands the connection to a shell. Whoever reaches the port is served as
--      the user of the script.
-- refuted by: a boot that never comes to the line, or a setting, off as delivered, that the line tests
-- activation: started
-- not claimed: on which interface it can be reached
SELECT booted.id AS evidence,
       quote_text(booted.program || ' ' || booted.arguments) || ' is started by ' ||
       coalesce(booted.mechanism, 'a script') AS message
FROM booted
WHERE (booted.called IN ('nc', 'netcat', 'ncat')
       OR booted.called = 'busybox' AND starts_with(booted.arguments, 'nc '))
  AND (' ' || booted.arguments GLOB '* -[a-z]*l*' OR ' ' || booted.arguments LIKE '% -l%')
  AND (' ' || booted.arguments || ' ' GLOB '* -[ec] */sh *'
       OR ' ' || booted.arguments || ' ' GLOB '* -[ec] sh *'
      
       OR ' ' || booted.arguments || ' ' GLOB '* -[ec] */ash *'
       OR ' ' || booted.arguments || ' ' GLOB '* -[ec] */bash *')
   OR booted.called = 'socat' AND booted.arguments LIKE '%-LISTEN:%'
      AND (booted.arguments LIKE '%EXEC:%sh%' OR booted.arguments LIKE '%SYSTEM:%sh%')
   OR booted.called = 'tcpsvd' AND (booted.arguments || ' ' LIKE '% /bin/sh %'
       OR booted.arguments || ' ' LIKE '% sh %')
