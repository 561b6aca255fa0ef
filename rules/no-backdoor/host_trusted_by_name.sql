-- id: host_trusted_by_name
-- title: A host that is let in by its name
-- severity: high
-- confidence: strong
-- weakness: CWE-290; CWE-284
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.1-1
-- why: rlogin, rsh and SSH's host-based login let in a user from such a host without a password. A plus sign stands
--      for every host or every user.
-- refuted by: an image without a server that reads the file
-- activation: present
SELECT trust.id AS evidence, (SELECT min(started) FROM service_started WHERE service IN ('rsh', 'ssh')) AS evidence_2,
       quote_text(coalesce(node.path, node.locator)) || ' lets in ' ||
       CASE trust.who WHEN '+' THEN 'every host' ELSE quote_text(trust.who) END ||
       CASE WHEN trust.user IS NULL THEN ' as the same user' WHEN trust.user = '+' THEN ' as any user'
            ELSE ' as ' || quote_text(trust.user) END AS message,
       coalesce((SELECT min(activation) FROM service_started WHERE service IN ('rsh')), 'present') AS activation
FROM trust
JOIN node ON node.id = trust.node
WHERE trust.by = 'host name'
  AND trust.who NOT IN ('localhost', '127.0.0.1')
