-- id: fit_key_not_required
-- title: A boot loader's key that no image has to be signed with
-- severity: low
-- confidence: strong
-- weakness: CWE-347
-- clauses: 3GPP TS 33.117 4.2.3.3.5; NIST SP 800-193 4.2.1
-- why: U-Boot refuses an image without a good signature only where a key in its device tree says "required". None of the
--      keys of this tree does, so an image without any signature boots.
-- refuted by: a boot command that checks by itself
-- activation: present
-- not claimed: that this tree is the one that the boot loader uses
SELECT min(node.id) AS evidence_node,
       'no key of ' || quote_text(node.locator) || ' is required, of ' || count(*) AS message
FROM node
JOIN header AS key ON key.node = node.id AND key.name = 'key_name'
WHERE node.kind = 'chunk' AND node.name = 'device_tree'
  AND NOT EXISTS (SELECT 1 FROM header WHERE header.node = node.id AND header.name = 'key_required' AND header.value <> '')
GROUP BY node.id
