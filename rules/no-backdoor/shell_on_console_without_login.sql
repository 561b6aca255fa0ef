-- id: shell_on_console_without_login
-- title: A console that gives a shell without a login
-- severity: medium
-- confidence: strong
-- weakness: CWE-306
-- clauses: 3GPP TS 33.117 4.2.3.4.1.1
-- why: init starts this shell on the console, again and again, in place of a program that asks for a password. The
--      console of such devices is a serial port, often on pins of the board.
-- refuted by: a shell that is a script that logs in, or a kernel whose console is no port
-- activation: started
-- not claimed: that the port can be reached from outside the case
SELECT booted.id AS evidence,
       'init starts ' || quote_text(booted.program) || ' (' || booted.trigger || ')' AS message
FROM booted
WHERE booted.mechanism = 'inittab'
  AND booted.trigger IN ('respawn', 'askfirst')
  AND booted.called IN ('sh', 'ash', 'bash', 'dash', 'ash-login')
  AND coalesce(booted.arguments, '') IN ('', '-', '-l', '--login', '-i')
