-- id: sudo_without_password
-- title: A user who becomes root without a password
-- severity: high
-- confidence: strong
-- weakness: CWE-250; CWE-269
-- clauses: 3GPP TS 33.117 4.2.4.1.2.1; 3GPP TS 33.117 4.2.3.4.6.1
-- why: The rule lets the user run every command as root and asks for no password, so that whoever has that
--      user has the device.
-- refuted by: a later rule for the same user that asks for one
-- activation: present
-- not claimed: that anyone can be that user
SELECT sudo_rule.id AS evidence, quote_text(who) || ' may run every command without a password: ' || 
       coalesce(quote_text(node.path), 'a file') || ', line ' || coalesce(sudo_rule.line, 1) AS message
FROM sudo_rule
JOIN (SELECT id AS file, path FROM node) AS node ON node.file = sudo_rule.node
WHERE no_password = 1 AND who NOT IN ('root', '#0') AND commands IN ('ALL', '')
  AND coalesce(as_whom, 'root') IN ('root', 'ALL', '')
