-- id: log_stays_on_device
-- title: A log that is not sent to a central store as delivered
-- severity: info
-- confidence: likely
-- weakness: CWE-778
-- clauses: 3GPP TS 33.117 4.2.3.6.2
-- why: The boot starts a log service without the option that names another host, and no setting of one was read.
-- refuted by: a setting that the operator makes, which the vendor's documents and a test have to show
-- activation: started
-- alternatives: a host that the device learns by DHCP
-- not claimed: that the device cannot send its log
SELECT min(booted.id) AS evidence,
       quote_text(booted.program) || CASE coalesce(booted.arguments, '') WHEN '' THEN '' ELSE ' ' END ||
       quote_text(coalesce(booted.arguments, '')) || ' is started, without another host' AS message
FROM booted
WHERE (booted.called IN ('syslogd', 'rsyslogd', 'syslog-ng', 'logd')
       OR (booted.called = 'busybox' AND booted.arguments GLOB 'syslogd*'))
  AND ' ' || coalesce(booted.arguments, '') NOT GLOB '* -R*'
  AND coalesce(booted.arguments, '') NOT GLOB '*$*'
  AND NOT EXISTS (SELECT 1 FROM endpoint WHERE endpoint.action = 'logs')
  AND NOT EXISTS (SELECT 1 FROM service_setting WHERE service_setting.name IN ('log_ip', 'remote', 'log_remote', 'loghost'))
GROUP BY booted.called
