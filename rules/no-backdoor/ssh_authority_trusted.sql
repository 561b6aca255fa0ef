-- id: ssh_authority_trusted
-- title: An authority whose certificates log in over SSH
-- severity: medium
-- confidence: strong
-- weakness: CWE-798
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.1-1
-- why: sshd_config(5): who has a certificate that one of these keys signed logs in as each user whom it names. The setting
--      and the key are the same on every device of the image.
-- refuted by: a file that the first boot replaces, or one that is not there: sshd then lets no certificate in
-- activation: present
-- alternatives: an authority of the operator's own, put there for his fleet
-- not claimed: who has the authority's private key
SELECT trust.id AS evidence, key.id AS evidence_2,
       'certificates of ' || quote_text(trust.who) ||
       CASE WHEN key.id IS NULL THEN '' ELSE ', key ' || coalesce(key.ssh_fingerprint, '') END || ', log in: ' ||
       quote_text(coalesce(node.path, node.locator)) AS message,
       coalesce((SELECT activation FROM service_started WHERE service = 'ssh'), 'present') AS activation
FROM trust
JOIN node ON node.id = trust.node
JOIN node AS file ON file.path = trust.who AND file.kind = 'file'
JOIN node_content ON node_content.node = file.id
LEFT JOIN key ON key.node = node_content.content
WHERE trust.by = 'ssh authority'
