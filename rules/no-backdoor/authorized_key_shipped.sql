-- id: authorized_key_shipped
-- title: A public key that may log in, in the image
-- severity: high
-- confidence: strong
-- weakness: CWE-798
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.1-1
-- why: sshd(8) lets in whoever has the private half of a key that stands in authorized_keys, or in the file that
--      its setting AuthorizedKeysFile names. In an image it is the same on every device.
-- refuted by: an SSH server that is configured not to read this file, or that is not part of the image
-- activation: present
-- alternatives: a file for a user that cannot log in
-- not claimed: that an SSH server is started, or who has the private half
SELECT key.id AS evidence, (SELECT started FROM service_started WHERE service = 'ssh') AS evidence_2,
       'a ' || coalesce(key.algorithm, '') || ' key' ||
       CASE WHEN coalesce(key.comment, '') = '' THEN '' ELSE ' of ' || quote_text(key.comment) END ||
       ' may log in by ' || quote_text(coalesce(node.path, node.locator)) AS message,
       key.ssh_fingerprint AS fingerprint, key.options AS options,
       coalesce((SELECT activation FROM service_started WHERE service = 'ssh'), 'present') AS activation
FROM key
JOIN node ON node.id = key.node
WHERE key.kind = 'public'
  AND (key.method = 'authorized_keys line'
       OR EXISTS (SELECT 1 FROM service_setting AS setting
                  WHERE setting.service = 'sshd' AND setting.name = 'authorizedkeysfile'
                    AND node.path GLOB replace(replace(substr(setting.value, 1, instr(setting.value || ' ', ' ') - 1),
                                                       '%u', '*'), '%h', '*')))
