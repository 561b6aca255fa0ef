-- id: published_login_key
-- title: A key that may log in and whose private half was published
-- severity: critical
-- confidence: proven
-- weakness: CWE-798; CWE-321
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.1-1
-- why: sshd(8) lets in whoever has the private half of a key that stands in authorized_keys, and anyone can fetch
--      the private half of this one.
-- refuted by: an SSH server that is configured not to read this file, or that is not part of the image
-- activation: present
-- alternatives: a file for a user that cannot log in
-- not claimed: that an SSH server is started
SELECT key.id AS evidence, (SELECT started FROM service_started WHERE service = 'ssh') AS evidence_2,
       'a published key may log in by ' || quote_text(coalesce(node.path, node.locator)) || ': ' ||
       quote_text(key.known_as) AS message,
       key.known_source AS published_in, key.ssh_fingerprint AS fingerprint,
       coalesce((SELECT activation FROM service_started WHERE service = 'ssh'), 'present') AS activation
FROM key
JOIN node ON node.id = key.node
WHERE key.kind = 'public'
  AND key.method = 'authorized_keys line'
  AND key.known_kind IS NOT NULL
