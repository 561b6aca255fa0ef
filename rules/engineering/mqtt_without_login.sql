-- id: mqtt_without_login
-- title: A message broker that asks for no login
-- severity: medium
-- confidence: strong
-- weakness: CWE-306
-- clauses: 3GPP TS 33.117 4.2.3.4.1.1; ETSI EN 303 645 5.5-5
-- why: The setting lets every client read and send messages.
-- refuted by: a listener bound to the device alone
-- activation: present
-- not claimed: that the broker is started, or what its messages do
SELECT service_setting.id AS evidence, 'mosquitto lets clients in without a name: ' || 
       coalesce(quote_text(node.path), 'a file') || ', line ' || coalesce(service_setting.line, 1) AS message
FROM service_setting
JOIN (SELECT id AS file, path FROM node) AS node ON node.file = service_setting.node
WHERE service = 'mosquitto' AND name = 'allow_anonymous' AND lower(value) = 'true'
