-- id: certificate_weak_key
-- title: A certificate for a key that is too short
-- severity: low
-- confidence: proven
-- weakness: CWE-326
-- clauses: ETSI EN 303 645 5.5-1
-- why: RSA and DSA keys below 2048 bits are disallowed for new signatures since 2014 by NIST SP 800-131A.
-- refuted by: nothing but another reading of the bytes
-- activation: present
-- not claimed: that something relies on the certificate
SELECT certificate.id AS evidence,
       'certificate ' || quote_text(certificate.subject) || ' is for a ' || certificate.key_algorithm || ' key of ' ||
       certificate.key_bits || ' bits' AS message
FROM certificate
WHERE certificate.key_algorithm IN ('rsa', 'rsa-pss', 'dsa')
  AND certificate.key_bits < 2048
