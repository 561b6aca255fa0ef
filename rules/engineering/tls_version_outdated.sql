-- id: tls_version_outdated
-- title: A server that still speaks an outdated TLS
-- severity: medium
-- confidence: strong
-- weakness: CWE-326; CWE-327
-- clauses: 3GPP TS 33.117 4.2.2.2.2; 3GPP TS 33.117 4.2.5.1; RFC 8996
-- why: SSL 2, SSL 3, TLS 1.0 and TLS 1.1 have been taken out of use: RFC 6176, RFC 7568, RFC 8996.
-- refuted by: a library that was built without these versions
-- activation: present
-- not claimed: that a client agrees on this version
SELECT service_setting.id AS evidence,
       quote_text(service || ': ' || name || ' ' || value) || ': ' ||
       coalesce(quote_text(node.path), 'a file') || ', line ' || coalesce(service_setting.line, 1) AS message
FROM service_setting
JOIN (SELECT id AS file, path FROM node) AS node ON node.file = service_setting.node
WHERE about = 'tls versions'
  AND (meaning LIKE '%SSLv%' OR ' ' || meaning || ' ' LIKE '% TLSv1.0 %' OR ' ' || meaning || ' ' LIKE '% TLSv1.1 %')
