-- id: login_session_never_ends
-- title: A login service whose idle sessions stay open
-- severity: low
-- confidence: strong
-- weakness: CWE-613
-- clauses: 3GPP TS 33.117 4.2.3.5.2
-- why: A setting says that an idle session is never ended, or dropbear, which ends none unless -I tells it a time, is
--      started without it.
-- refuted by: a shell that ends itself after a time (TMOUT)
-- alternatives: a limit that is set elsewhere
-- not claimed: that the sessions of other services end
SELECT service_setting.id AS evidence,
       quote_text(service_setting.service) || ' has ' || quote_text(service_setting.name) || ' ' ||
       quote_text(service_setting.value) AS message, 'present' AS activation
FROM service_setting
WHERE (service_setting.service = 'sshd' AND service_setting.name IN ('clientaliveinterval', 'channeltimeout')
       AND service_setting.value IN ('0', 'none'))
   OR (service_setting.service IN ('luci', 'uhttpd', 'rpcd')
       AND service_setting.name IN ('sessiontime', 'session_timeout') AND service_setting.value = '0')
UNION ALL
SELECT min(booted.id), 'dropbear is started without -I, a time after which it ends an idle session', 'started'
FROM booted
WHERE booted.called = 'dropbear' AND ' ' || coalesce(booted.arguments, '') NOT GLOB '* -I*'
  AND coalesce(booted.arguments, '') NOT GLOB '*$*'
HAVING count(*) > 0
