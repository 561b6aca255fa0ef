-- id: world_writable_devices
-- title: Devices of memory or storage that every user may write
-- severity: low
-- confidence: strong
-- weakness: CWE-732
-- clauses: 3GPP TS 33.117 4.3.2.7
-- why: Whoever writes to a block device, to flash or to memory changes any file or program behind their modes. One
--      finding stands for all of a container.
-- refuted by: a boot that mounts another /dev over this one, as most do
-- activation: present
-- not claimed: that the nodes are what the running device has in /dev
SELECT min(node.id) AS evidence_node,
       count(*) || ' device' || CASE count(*) WHEN 1 THEN '' ELSE 's' END ||
       ' of memory or storage may be written by every user, first ' || quote_text(node.path) AS message
FROM node
WHERE node.mode & 2 = 2
  AND (node.kind = 'block_device'
       OR (node.kind = 'char_device' AND basename(node.path) IN ('mem', 'kmem', 'port'))
       OR (node.kind = 'char_device' AND basename(node.path) GLOB 'mtd[0-9]*'))
GROUP BY node.parent
