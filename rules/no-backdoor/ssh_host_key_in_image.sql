-- id: ssh_host_key_in_image
-- title: The private host key of an SSH server, in the image
-- severity: high
-- confidence: strong
-- weakness: CWE-321
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.4-4
-- why: A host key proves which device a client speaks to. In an image it is the same for all devices and can be
--      read by everyone who has the image, who can then stand in for any of them.
-- refuted by: a start of the device that makes a key of its own before the server starts
-- activation: present
-- not claimed: that the server that reads it is started
SELECT key.id AS evidence, (SELECT started FROM service_started WHERE service = 'ssh') AS evidence_2,
       quote_text(node.path) || ' is a private ' || coalesce(key.algorithm, '') || ' key' AS message,
       key.ssh_fingerprint AS fingerprint,
       coalesce((SELECT activation FROM service_started WHERE service = 'ssh'), 'present') AS activation
FROM key
JOIN node_content ON node_content.content = key.node
JOIN node ON node.id = node_content.node
WHERE key.kind = 'private'
  AND key.encrypted = 0
  AND (basename(node.path) GLOB 'ssh_host_*key*' OR basename(node.path) GLOB 'dropbear_*host_key*')
