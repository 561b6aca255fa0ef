-- id: default_password_in_configuration
-- title: A setting whose password is a published default
-- severity: high
-- confidence: proven
-- weakness: CWE-1392; CWE-798
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.1-1
-- why: The password of this setting is the user's own name, or a word of a public list of default passwords.
--      Whoever reads that list can log in wherever the setting counts.
-- refuted by: a start of the device that asks for another password before anyone can log in
-- activation: present
-- alternatives: documented defaults, which the first login must change; an example file
SELECT credential.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has ' || quote_text(credential.name) || ' ' ||
       mask_text(credential.known_plaintext) ||
       CASE WHEN credential.user IS NULL THEN '' ELSE ' of ' || quote_text(credential.user) END ||
       ' (' || coalesce(credential.dictionary_source, 'known') || ')' AS message,
       credential.service AS service,
       coalesce((SELECT activation FROM service_started WHERE service_started.service = credential.service),
                'present') AS activation
FROM credential
JOIN node ON node.id = credential.node
WHERE credential.kind = 'password'
  AND credential.known_plaintext <> ''
  AND credential.service IN ('web', 'login', 'telnet', 'ssh', 'ftp', 'samba', 'mqtt', 'database')
  AND credential.user IS NOT NULL
