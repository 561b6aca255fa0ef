-- id: memory_file_system_without_limit
-- title: A folder in memory that can grow until no memory is left
-- severity: low
-- confidence: strong
-- weakness: CWE-770; CWE-400
-- clauses: 3GPP TS 33.117 4.2.4.1.1.1
-- why: A ramfs has no limit: what is written there takes memory until the system ends. Logs, uploads and leases are
--      written to such folders. tmpfs has a limit, of half the memory where none is given.
-- refuted by: programs that keep what they write there small
-- activation: present
-- alternatives: a folder that only the boot writes to
-- not claimed: that a user can make it grow
SELECT mount_point.id AS evidence,
       'ramfs is mounted at ' || quote_text(mount_point.folder) || ': ' || quote_text(coalesce(node.path, node.locator)) ||
       ', line ' || coalesce(mount_point.line, 1) AS message
FROM mount_point
JOIN node ON node.id = mount_point.node
WHERE mount_point.type = 'ramfs' AND mount_point.folder NOT IN ('/dev', '/', 'none')
