-- id: started_file_writable_by_all
-- title: A boot script that every user of the device may write
-- severity: medium
-- confidence: strong
-- weakness: CWE-732
-- clauses: 3GPP TS 33.117 4.3.2.7
-- why: init runs the script as root, and the mode of the file lets every user change it.
-- refuted by: a file system that is only ever mounted read-only, or folders above that let no others in
-- activation: started
-- not claimed: that anyone can run programs on the device, or that the file system is mounted writable
SELECT min(booted.id) AS evidence, node.id AS evidence_node,
       quote_text(node.path) || ' is run at boot and has mode ' || printf('%04o', node.mode) AS message
FROM booted
JOIN node_content ON node_content.content = booted.node
JOIN node ON node.id = node_content.node
WHERE booted.mechanism IN ('rc', 'init.d', 'inittab', 'systemd', 'cron')
  AND node.kind = 'file'
  AND node.mode & 2 = 2
GROUP BY node.id
