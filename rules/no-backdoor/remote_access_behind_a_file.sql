-- id: remote_access_behind_a_file
-- title: A way in that opens where a certain file exists
-- severity: medium
-- confidence: strong
-- weakness: CWE-912; CWE-489
-- clauses: 3GPP TS 33.117 4.3.2.1; 3GPP TS 33.117 4.3.2.4
-- why: The line starts a service for logins or transfers only where a file exists that the image does not
--      have. Whoever can put that file in place, with a USB stick or a restored configuration, opens the
--      service.
-- refuted by: a program of the image that makes the file as part of a documented function
-- activation: started
-- alternatives: the file is written by a function of the product that the manual tells of
-- not claimed: who can make the file
SELECT booted.id AS evidence,
       quote_text(booted.program) || ' is started if ' || quote_text(booted.condition) || ': ' || 
       coalesce(quote_text(node.path), 'a file') || ', line ' || coalesce(booted.line, 1) AS message
FROM booted
JOIN node ON node.id = booted.node
WHERE booted.called IN ('telnetd', 'utelnetd', 'in.telnetd',
                                   'dropbear', 'sshd', 'getty', 'ftpd', 'vsftpd', 'tftpd', 'gdbserver')
  AND (booted.condition GLOB '*[[] -[fe] /[a-z]*' OR booted.condition GLOB '*test -[fe] /[a-z]*'
       OR booted.condition GLOB '*[[] -[fe] "/[a-z]*')
  AND NOT EXISTS (SELECT 1 FROM node AS tested
                  WHERE tested.parent = node.parent AND tested.path IS NOT NULL
                    AND (instr(booted.condition || ' ', ' ' || tested.path || ' ') > 0
                         OR instr(booted.condition, '"' || tested.path || '"') > 0))
