-- id: fit_image_unsigned
-- title: A FIT image without a signature
-- severity: low
-- confidence: strong
-- weakness: CWE-347
-- clauses: 3GPP TS 33.117 4.2.3.3.5; NIST SP 800-193 4.2.1
-- why: No configuration and no image of it has a signature node, so that a boot loader has nothing to check
--      but digests.
-- refuted by: a signature around the whole image
-- activation: present
-- not claimed: that the boot loader would check one
SELECT node.id AS evidence_node, 'no signature in the FIT image ' || quote_text(node.locator) AS message
FROM node
WHERE node.kind = 'chunk' AND node.name = 'fit'
  AND NOT EXISTS (SELECT 1 FROM header
                  WHERE header.name LIKE 'signature%'
                    AND (header.node = node.id
                         OR header.node IN (SELECT child.id FROM node AS child WHERE child.parent = node.id)))
