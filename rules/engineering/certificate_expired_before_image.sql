-- id: certificate_expired_before_image
-- title: A certificate that had expired when the image was made
-- severity: low
-- confidence: strong
-- weakness: CWE-298
-- clauses: ETSI EN 303 645 5.5-1
-- why: Its last day lies before the day on which the newest file of the same file system was changed. Programs that
--      check the day refuse it; that it is still there says that none does, or that nobody looked.
-- refuted by: file times that were set by hand
-- activation: present
-- not claimed: that something relies on the certificate
WITH newest AS (
  SELECT parent, max(mtime_s) AS made_s FROM node WHERE kind = 'file' GROUP BY parent
)
SELECT certificate.id AS evidence, node.id AS evidence_node,
       'certificate ' || quote_text(certificate.subject) || ' ended ' ||
       (newest.made_s - certificate.not_after_s) / 86400 || ' days before the newest file of its file system' AS message
FROM certificate
JOIN node ON node.id = certificate.node
JOIN newest ON newest.parent = node.parent
WHERE certificate.not_after_s < newest.made_s
  AND certificate.known_kind IS NULL
  AND node.path NOT LIKE '%/ca-certificates%'
