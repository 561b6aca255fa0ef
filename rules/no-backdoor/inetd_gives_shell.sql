-- id: inetd_gives_shell
-- title: A port that is answered by a shell
-- severity: critical
-- confidence: strong
-- weakness: CWE-306
-- clauses: 3GPP TS 33.117 4.2.3.4.1.1; 3GPP TS 33.117 4.3.2.1
-- why: inetd connects whoever calls the port with the program. A shell without a script runs what it is sent.
-- refuted by: an inetd that is not started, or that does not read this file
-- activation: started
-- not claimed: that inetd itself is started, or on which address it listens
SELECT booted.id AS evidence,
       quote_text(booted.program) || ' answers ' || quote_text(booted.trigger) || ' as user ' ||
       quote_text(coalesce(booted.user, 'not stated')) AS message
FROM booted
WHERE booted.mechanism = 'inetd'
  AND (booted.called IN ('sh', 'ash', 'bash', 'dash', 'ksh')
       AND coalesce(booted.arguments, '') IN ('', '-i', '-l', '-')
       OR booted.called = 'busybox' AND booted.arguments IN ('sh', 'sh -i', 'ash', 'ash -i'))
