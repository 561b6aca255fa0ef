-- metric: end_of_support_components
-- title: Components past the end of their makers' public maintenance
-- counting: One for each distinct product and version (by version banner) that fits a line of data/end_of_support.tsv,
--      of all distinct products and versions whose product is in that file. The name tells the day and the line.
-- why: Faults that are found after that day are repaired only by whoever keeps the copy.
-- clauses: 3GPP TS 33.117 4.3.2.5
WITH component_version AS (
  SELECT DISTINCT product, version
  FROM banner
  WHERE version IS NOT NULL AND product IN (SELECT product FROM end_of_support)
)
SELECT quote_text(c.product || ' ' || c.version) || ', until ' || e.ended_on || ' (line ' || e.line || ')' AS name,
       1 AS value,
       (SELECT count(product) FROM component_version) AS total,
       'components' AS unit
FROM component_version AS c
JOIN end_of_support AS e ON e.product = c.product AND c.version GLOB e.versions
ORDER BY c.product, c.version, e.line
