-- id: mounts_from_outside
-- title: A file system of a fixed host outside that is mounted
-- severity: high
-- confidence: strong
-- weakness: CWE-912; CWE-829
-- clauses: 3GPP TS 33.117 4.3.2.1; 3GPP TS 33.117 4.3.3.1.6; 3GPP TS 33.117 4.2.3.2.4
-- why: What a host outside the own network offers becomes part of the files of the device: who has that address
--      can read what is copied there and give the device files to use. Address and path are constants of the
--      image.
-- refuted by: a script that nothing calls, a line of fstab that no mount -a reads, or an address that belongs to the network of the one customer
-- alternatives: a leftover of a test bench
-- not claimed: that the host answers
SELECT endpoint.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' mounts from ' || quote_text(endpoint.host) AS message,
       endpoint.line AS line,
       CASE WHEN EXISTS (SELECT 1 FROM booted WHERE booted.node = endpoint.node
                         OR (endpoint.method = 'fstab(5) line' AND booted.called = 'mount'
                             AND ' ' || booted.arguments || ' ' GLOB '* -a*')) THEN 'started'
            ELSE 'present' END AS activation
FROM endpoint
JOIN node ON node.id = endpoint.node
WHERE endpoint.used = 'contacted'
  AND endpoint.action = 'mounts'
  AND endpoint.outside = 1
