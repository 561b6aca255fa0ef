-- id: remote_shell_at_boot
-- title: A remote shell service that trusts addresses
-- severity: high
-- confidence: strong
-- weakness: CWE-319; CWE-290
-- clauses: 3GPP TS 33.117 4.2.3.2.4; 3GPP TS 33.117 4.3.2.1
-- why: rsh, rlogin and rexec send all in the clear, and the first two let in whoever calls from an address that a
--      file lists.
-- refuted by: a boot that never comes to the line, or an inetd that is not started
-- activation: started
-- not claimed: on which address or interface it listens, or whom it lets in
SELECT booted.id AS evidence,
       quote_text(booted.program) || ' is started by ' || coalesce(booted.mechanism, 'a script') AS message
FROM booted
WHERE booted.called IN ('rshd', 'in.rshd', 'rlogind', 'in.rlogind', 'rexecd', 'in.rexecd')
