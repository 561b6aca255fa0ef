-- id: group_password_fixed
-- title: A group with a password that every device of this image has
-- severity: medium
-- confidence: proven
-- weakness: CWE-798
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.1-1
-- why: newgrp(1) lets whoever knows the password take on the rights of the group. As part of the image it is the
--      same on every device.
-- refuted by: an image without newgrp and sg
-- activation: present
SELECT user_group.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has a password hash of group ' ||
       quote_text(user_group.name) AS message,
       user_group.gid AS gid
FROM user_group
JOIN node ON node.id = user_group.node
WHERE user_group.state = 'hash'
