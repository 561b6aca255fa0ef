-- id: openssl_line_without_maintenance
-- title: An OpenSSL of a line that its makers no longer maintain in public
-- severity: medium
-- confidence: strong
-- weakness: CWE-1104
-- clauses: 3GPP TS 33.117 4.3.2.5
-- why: Public maintenance of OpenSSL ended with 2015 for 0.9.8 and 1.0.0, with 2016 for 1.0.1, with 2019 for 1.0.2
--      and 1.1.0, and in September 2023 for 1.1.1.
-- refuted by: a maintainer of the copy who carries repairs on, shown for each fault
-- activation: present
-- alternatives: a paid contract, or a distribution, that carries repairs on under the old number
-- not claimed: that a certain fault is in this copy, or that the banner is that of the code beside it
SELECT min(banner.id) AS evidence,
       'a program calls itself ' || quote_text(banner.text) AS message
FROM banner
WHERE banner.product = 'openssl'
  AND (banner.version GLOB '0.9.*' OR banner.version GLOB '1.[01].*')
  AND NOT EXISTS (SELECT 1 FROM node  -- a text may speak of a version that is not here
                  WHERE node.id = banner.node AND node.file_type IN ('text', 'text-8bit', 'html', 'xml'))
GROUP BY banner.version
