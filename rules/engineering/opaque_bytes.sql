-- id: opaque_bytes
-- title: Bytes of the image that are compressed or encrypted in no known way
-- severity: info
-- confidence: strong
-- weakness: CWE-656
-- why: Where bytes look like noise and no format that is known here explains them, nothing inside was looked
--      at. What a report says of the image does not hold for them.
-- refuted by: a format that explains them
-- activation: present
-- alternatives: random numbers, a key, a picture or sound without a header
SELECT opaque_region.node AS evidence_node,
       count(*) || ' stretch' || CASE count(*) WHEN 1 THEN '' ELSE 'es' END || ' of together ' ||
       sum(opaque_region.size) || ' bytes ' || CASE count(*) WHEN 1 THEN 'is' ELSE 'are' END || ' ' ||
       opaque_region.look AS message,
       sum(opaque_region.size) AS bytes, max(opaque_region.entropy_mbit) AS entropy_mbit
FROM opaque_region
WHERE opaque_region.look IN ('encrypted', 'compressed or encrypted')
GROUP BY opaque_region.node, opaque_region.look
