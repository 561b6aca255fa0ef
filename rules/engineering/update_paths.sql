-- metric: update_paths
-- title: Ways in which scripts update the device, and how each is verified
-- counting: Scripts that write to flash, as one each. Verified: a check of a signature before the write, and what follows
--      depends on its result. By a digest alone: a digest is checked before it, and no signature. Not verified: the script
--      fetches what it writes and checks nothing, or nothing looks at what the check says. Not known: nothing in the script
--      tells, as where a program that may check by itself writes, or the file was put there by something else.
-- why: An update that is written unverified gives the device to whoever can answer in the vendor's place.
-- clauses: 3GPP TS 33.117 4.2.3.3.5; NIST SP 800-193 4.2.1
WITH written AS (
  SELECT node, max(position) AS last, max(program NOT IN ('sysupgrade', 'fwupgrade', 'fwupdate')) AS plain
  FROM update_step WHERE action = 'write' GROUP BY node
),
state AS (
  SELECT written.node,
    CASE WHEN EXISTS (SELECT 1 FROM update_step AS step WHERE step.node = written.node AND step.position < written.last
                        AND step.action = 'signature' AND step.used = 1) THEN 'verified'
         WHEN EXISTS (SELECT 1 FROM update_step AS step WHERE step.node = written.node AND step.position < written.last
                        AND step.action = 'signature') THEN 'not verified'
         WHEN EXISTS (SELECT 1 FROM update_step AS step WHERE step.node = written.node AND step.position < written.last
                        AND step.action = 'digest' AND step.used = 1) THEN 'by a digest alone'
         WHEN written.plain AND EXISTS (SELECT 1 FROM update_step AS step WHERE step.node = written.node
                        AND step.action = 'fetch' AND step.position < written.last) THEN 'not verified'
         ELSE 'not known' END AS how
  FROM written
)
SELECT one.name AS name, (SELECT count(state.node) FROM state WHERE how = one.name) AS value,
       (SELECT count(state.node) FROM state) AS total, 'update paths' AS unit
FROM (SELECT 1 AS nth, 'verified' AS name UNION ALL SELECT 2, 'by a digest alone'
      UNION ALL SELECT 3, 'not verified' UNION ALL SELECT 4, 'not known') AS one
ORDER BY one.nth
