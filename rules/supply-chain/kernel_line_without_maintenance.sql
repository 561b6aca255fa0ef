-- id: kernel_line_without_maintenance
-- title: A Linux kernel of a line that its makers no longer maintain
-- severity: medium
-- confidence: strong
-- weakness: CWE-1104
-- clauses: 3GPP TS 33.117 4.3.2.5
-- why: kernel.org published the last release of the 2.4 lines in 2010, of the 2.6 lines in 2016 and of the 3 lines
--      in 2020. Faults that were found since are repaired there only by whoever keeps the copy.
-- refuted by: a maintainer of the copy who carries repairs on, shown for each fault
-- activation: present
-- alternatives: a vendor who carries repairs on under the old number
-- not claimed: that a certain fault is in this kernel
SELECT min(banner.id) AS evidence,
       'the kernel calls itself ' || quote_text(banner.text) AS message
FROM banner
WHERE banner.product = 'linux'
  AND (banner.version GLOB '2.[2-6]*' OR banner.version GLOB '3.[0-9]*')
  AND NOT EXISTS (SELECT 1 FROM node  -- a text may speak of a version that is not here
                  WHERE node.id = banner.node AND node.file_type IN ('text', 'text-8bit', 'html', 'xml'))
GROUP BY banner.version
