-- id: predefined_account_at_remote_login
-- title: An account that comes with the device, and a started service that lets it log in from remote
-- severity: medium
-- confidence: strong
-- weakness: CWE-798; CWE-1392
-- clauses: 3GPP TS 33.117 4.2.3.4.2.2
-- why: Accounts that come with a product are to be deleted, disabled, or at least locked for a login from remote. This
--      one has a password or none, a shell that does not refuse logins, and a telnet or SSH service that the boot
--      starts asks the file it stands in.
-- refuted by: a first boot that removes or locks the account, or a service that is set to refuse it
-- alternatives: the file is a template that the first boot replaces
-- not claimed: that the account cannot be deleted, or that its password is known
SELECT account.id AS evidence, min(service_started.started) AS evidence_2,
       'account ' || quote_text(account.name) || ' comes with the device, and ' ||
       group_concat(DISTINCT service_started.service) || ' is started' AS message,
       account.state AS state, account.shell AS shell, min(service_started.activation) AS activation
FROM account
JOIN node ON node.id = account.node
JOIN service_started ON service_started.service IN ('telnet', 'ssh')
WHERE account.file IN ('passwd', 'shadow')
  AND (node.path LIKE '%/passwd' OR node.path LIKE '%/shadow')
  AND account.state IN ('hash', 'plain', 'empty')
  AND coalesce(basename(account.shell), '') NOT IN ('nologin', 'false', 'sync', 'halt', 'shutdown')
  -- dropbear -s lets nobody log in by a password.
  AND NOT (service_started.service = 'ssh'
           AND EXISTS (SELECT 1 FROM booted WHERE booted.id = service_started.started
                       AND ' ' || booted.arguments || ' ' GLOB '* -s *'))
GROUP BY account.id
