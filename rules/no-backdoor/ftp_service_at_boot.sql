-- id: ftp_service_at_boot
-- title: An FTP server that is started
-- severity: medium
-- confidence: strong
-- weakness: CWE-319
-- clauses: 3GPP TS 33.117 4.2.3.2.4; 3GPP TS 33.117 4.3.2.1
-- why: FTP sends names, passwords and files in the clear, unless both ends agree on TLS.
-- refuted by: a configuration that demands TLS, or a boot that never comes to the line
-- activation: started
-- alternatives: the server demands TLS by its configuration
-- not claimed: on which address it listens, or which account may log in
SELECT booted.id AS evidence,
       quote_text(booted.program) || ' is started by ' || coalesce(booted.mechanism, 'a script') AS message
FROM booted
WHERE booted.called IN ('ftpd', 'in.ftpd', 'vsftpd', 'proftpd', 'pure-ftpd', 'bftpd', 'stupid-ftpd')
   OR (booted.called = 'busybox' AND starts_with(booted.arguments || ' ', 'ftpd '))
