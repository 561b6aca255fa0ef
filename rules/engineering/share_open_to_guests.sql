-- id: share_open_to_guests
-- title: A file share that guests may write
-- severity: medium
-- confidence: strong
-- weakness: CWE-306; CWE-732
-- clauses: 3GPP TS 33.117 4.2.3.4.1.1
-- why: The share is open to guests and writable, so that whoever reaches the port changes its files.
-- refuted by: a server that is not started
-- activation: present
-- not claimed: what the share holds
SELECT guest.id AS evidence, writable.id AS evidence_2,
       'the share ' || quote_text(guest.section) || ' is writable for guests: ' || 
       coalesce(quote_text(node.path), 'a file') || ', line ' || coalesce(guest.line, 1) AS message
FROM service_setting AS guest
JOIN service_setting AS writable ON writable.node = guest.node AND writable.section = guest.section
JOIN (SELECT id AS file, path FROM node) AS node ON node.file = guest.node
WHERE guest.service = 'samba' AND guest.name IN ('guest ok', 'public', 'guest_ok')
  AND lower(guest.value) IN ('yes', 'true', '1')
  AND (writable.name IN ('writable', 'writeable', 'write ok') AND lower(writable.value) IN ('yes', 'true', '1')
       OR writable.name IN ('read only', 'read_only') AND lower(writable.value) IN ('no', 'false', '0'))
