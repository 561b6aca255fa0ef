-- id: update_checked_by_digest_alone
-- title: An update that only a digest protects
-- severity: low
-- confidence: likely
-- weakness: CWE-345; CWE-354
-- clauses: 3GPP TS 33.117 4.2.3.3.5; ETSI EN 303 645 5.3-9
-- why: A digest shows that the file came over whole. It shows nothing of who made it: whoever alters the file
--      alters the digest beside it.
-- refuted by: a digest that comes signed, or a signature that the program checks which writes
-- activation: present
-- not claimed: that anyone can put another file in its place
SELECT min(digest.id) AS evidence, min(step.id) AS evidence_2,
       'checked with ' || quote_text(min(digest.program)) || ' alone, and written: ' ||
       coalesce(quote_text(node.path), 'a script') AS message
FROM update_step AS digest
JOIN update_step AS step ON step.node = digest.node AND step.action = 'write' AND step.position > digest.position
JOIN (SELECT id AS file, path FROM node) AS node ON node.file = digest.node
WHERE digest.action = 'digest'
  AND NOT EXISTS (SELECT 1 FROM update_step AS signed 
                  WHERE signed.node = digest.node AND signed.action = 'signature')
GROUP BY digest.node
