-- id: login_password_in_configuration
-- title: A login whose password every device of this image has
-- severity: medium
-- confidence: strong
-- weakness: CWE-798
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.1-1
-- why: The setting gives a user of a login service a password, in the clear, as a hash, or in a form that anyone
--      can turn back. As part of the image it is the same on every device.
-- refuted by: a start of the device that asks for another password before anyone can log in
-- activation: present
-- alternatives: an example file that no program reads
SELECT credential.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has ' || quote_text(credential.name) || ' ' ||
       mask_text(credential.value) || ' of ' ||
       quote_text(credential.user) || ' (' || credential.state || ')' AS message,
       credential.service AS service, credential.section AS section,
       coalesce((SELECT activation FROM service_started WHERE service_started.service = credential.service),
                'present') AS activation
FROM credential
JOIN node ON node.id = credential.node
WHERE credential.kind = 'password'
  AND credential.known_plaintext IS NULL
  AND credential.state IN ('plain', 'reversible', 'hash')
  AND credential.service IN ('web', 'login', 'telnet', 'ssh', 'ftp', 'samba', 'mqtt', 'database')
  AND credential.user IS NOT NULL
