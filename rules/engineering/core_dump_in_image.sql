-- id: core_dump_in_image
-- title: A core dump in the image
-- severity: medium
-- confidence: strong
-- weakness: CWE-528
-- clauses: 3GPP TS 33.117 4.3.2.3; 3GPP TS 33.117 4.2.3.2.2
-- why: A core dump is the memory of a program as it died: with the passwords, keys and data that it held at
--      that time, on the machine of the maker.
-- refuted by: none: the file is one by its header
-- activation: present
-- not claimed: what of it is secret
SELECT leftover.id AS evidence, quote_text(coalesce(node.path, node.locator)) || ' is a core dump' AS message,
       node.size AS bytes
FROM leftover
JOIN node ON node.id = leftover.node
WHERE leftover.kind = 'core dump'
