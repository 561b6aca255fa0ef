-- id: guest_access_allowed
-- title: A server that lets guests in
-- severity: medium
-- confidence: strong
-- weakness: CWE-306; CWE-284
-- clauses: 3GPP TS 33.117 4.2.3.4.1.1; ETSI EN 303 645 5.5-5
-- why: The setting lets in whoever comes, without a password: anonymous FTP or MQTT, or a share that is open to
--      guests.
-- refuted by: a server that does not read this file, or a firewall that lets nobody reach it
-- activation: present
-- alternatives: what guests see is meant to be public
-- not claimed: what guests may read or write
SELECT setting.id AS evidence, started.started AS evidence_2,
       quote_text(coalesce(node.path, node.locator)) || ' has ' || quote_text(setting.name) || ' = ' ||
       quote_text(setting.value) ||
       CASE WHEN setting.section IS NULL THEN '' ELSE ' in ' || quote_text(setting.section) END AS message,
       setting.service AS service, setting.line AS line,
       coalesce(started.activation, 'present') AS activation
FROM service_setting AS setting
JOIN node ON node.id = setting.node
LEFT JOIN service_started AS started
  ON started.service = CASE WHEN setting.service IN ('vsftpd', 'proftpd') THEN 'ftp'
                            WHEN setting.service = 'mosquitto' THEN 'mqtt' ELSE setting.service END
WHERE setting.about = 'guests' AND setting.meaning = 'on'
