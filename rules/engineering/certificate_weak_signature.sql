-- id: certificate_weak_signature
-- title: A certificate whose signature can be forged
-- severity: low
-- confidence: strong
-- weakness: CWE-328
-- clauses: ETSI EN 303 645 5.5-1
-- why: For MD5 and SHA-1 two texts of the same digest were made in public (2008, 2017). A certificate over such a
--      digest does not bind the name to the key. The signature of a certificate by its own key proves nothing
--      anyway, so those are let off.
-- refuted by: a program that trusts this certificate itself and not its issuer
-- activation: present
-- not claimed: that this certificate was forged, or that something relies on it
SELECT certificate.id AS evidence,
       'certificate ' || quote_text(certificate.subject) || ' is signed with ' ||
       quote_text(certificate.signature_algorithm) AS message
FROM certificate
WHERE certificate.self_signed = 0
  AND (certificate.signature_algorithm LIKE '%MD5%' OR certificate.signature_algorithm LIKE '%MD2%'
       OR certificate.signature_algorithm LIKE '%SHA1' OR certificate.signature_algorithm LIKE '%SHA1-2')
