-- id: version_control_in_image
-- title: A folder of version control in the image
-- severity: low
-- confidence: strong
-- weakness: CWE-538; CWE-527
-- clauses: 3GPP TS 33.117 4.3.2.3
-- why: Such a folder names the host of the sources and those who changed them, and often has the sources
--      themselves, also of earlier versions. No device needs it.
-- refuted by: none: the folder is there
SELECT min(leftover.id) AS evidence,
       quote_text(rtrim(node.path, replace(node.path, '/', ''))) || ' is a folder of version control' AS message,
       CASE WHEN node.path LIKE '%/www/%' OR node.path LIKE '%/htdocs/%' OR node.path LIKE '%/web/%' THEN 'exposed'
            ELSE 'present' END AS activation
FROM leftover
JOIN node ON node.id = leftover.node
WHERE leftover.kind = 'version control'
GROUP BY rtrim(node.path, replace(node.path, '/', ''))
