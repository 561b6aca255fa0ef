-- id: certificate_of_published_key
-- title: A certificate whose private key was published
-- severity: high
-- confidence: proven
-- weakness: CWE-321
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.4-4
-- why: The certificate is for a key that anyone can fetch, so it proves nothing about who shows it; and who trusts
--      it trusts everyone. Certificates within a program are let off, which may be tests of itself.
-- refuted by: a program that shows or trusts another certificate
-- activation: present
-- alternatives: an example file that nothing uses
-- not claimed: that something relies on the certificate
SELECT certificate.id AS evidence,
       'certificate ' || quote_text(certificate.subject) || ' is for a key that was published: ' ||
       quote_text(certificate.known_as) AS message,
       certificate.known_source AS published_in
FROM certificate
JOIN node ON node.id = certificate.node
WHERE certificate.known_kind IS NOT NULL
  AND node.file_type <> 'elf'
