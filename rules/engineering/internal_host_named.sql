-- id: internal_host_named
-- title: A host of the maker's own network that the image names
-- severity: low
-- confidence: likely
-- weakness: CWE-200
-- clauses: 3GPP TS 33.117 4.3.2.3
-- why: The name ends in a domain that is only used inside an organisation. It tells of its network, and what
--      asks for it on a device asks whoever answers for that name there.
-- refuted by: a name that the device itself gives out or looks for in its own network
-- activation: present
-- alternatives: an example in a text
SELECT min(leftover.id) AS evidence,
       quote_text(leftover.text) || ' is named in ' || count(DISTINCT leftover.node) || ' file' ||
       CASE count(DISTINCT leftover.node) WHEN 1 THEN '' ELSE 's' END AS message
FROM leftover
WHERE leftover.kind = 'internal host'
  AND (leftover.text LIKE '%.corp' OR leftover.text LIKE '%.intranet' OR leftover.text LIKE '%.intra.%')
GROUP BY leftover.text
