-- id: shell_history_in_image
-- title: The history of a shell in the image
-- severity: low
-- confidence: strong
-- weakness: CWE-538
-- clauses: 3GPP TS 33.117 4.3.2.3
-- why: The file keeps what someone typed, on the machine where the image was made or on a device before it was
--      copied: commands, hosts, and now and then a password.
-- refuted by: none: the file is there
-- activation: present
SELECT leftover.id AS evidence, quote_text(coalesce(node.path, node.locator)) || ' keeps what was typed' AS message,
       node.size AS bytes
FROM leftover
JOIN node ON node.id = leftover.node
WHERE leftover.kind = 'history'
