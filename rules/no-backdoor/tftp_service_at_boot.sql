-- id: tftp_service_at_boot
-- title: A TFTP server that is started
-- severity: medium
-- confidence: strong
-- weakness: CWE-306; CWE-319
-- clauses: 3GPP TS 33.117 4.2.3.2.4; 3GPP TS 33.117 4.3.2.1
-- why: TFTP knows no login and no protection of what it carries: whoever reaches it reads, and with the option for
--      it writes, the files that it serves.
-- refuted by: a boot that never comes to the line, or an inetd that is not started
-- activation: started
-- not claimed: on which address it listens, or which files it serves
SELECT booted.id AS evidence,
       quote_text(booted.program) || ' is started by ' || coalesce(booted.mechanism, 'a script') AS message
FROM booted
WHERE booted.called IN ('tftpd', 'in.tftpd', 'atftpd', 'opentftpd')
   OR (booted.called = 'busybox' AND starts_with(booted.arguments || ' ', 'tftpd '))
