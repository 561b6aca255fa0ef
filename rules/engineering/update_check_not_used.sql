-- id: update_check_not_used
-- title: A check of an update whose result nothing looks at
-- severity: medium
-- confidence: strong
-- weakness: CWE-354; CWE-347
-- clauses: 3GPP TS 33.117 4.2.3.3.5; ETSI EN 303 645 5.3-9
-- why: The script runs the check and goes on whatever it says: no test, && or || follows, and no later line
--      looks at $?.
-- refuted by: a shell that ends at the first failure (set -e)
-- activation: present
-- not claimed: that the update is accepted by the program that writes it
SELECT checked.id AS evidence, min(step.id) AS evidence_2,
       quote_text(checked.program) || ' checks, and nothing looks at the result: ' || 
       coalesce(quote_text(node.path), 'a file') || ', line ' || coalesce(checked.line, 1) AS message
FROM update_step AS checked
JOIN update_step AS step ON step.node = checked.node AND step.action = 'write' AND step.position > checked.position
JOIN (SELECT id AS file, path FROM node) AS node ON node.file = checked.node
WHERE checked.action = 'signature' AND checked.used = 0
  AND NOT EXISTS (SELECT 1 FROM update_step AS other
                  WHERE other.node = checked.node AND other.action = 'signature' AND other.used = 1)
GROUP BY checked.id
