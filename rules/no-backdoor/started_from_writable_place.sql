-- id: started_from_writable_place
-- title: A boot that runs what it finds in a place for data
-- severity: low
-- confidence: strong
-- weakness: CWE-427; CWE-829
-- clauses: 3GPP TS 33.117 4.2.3.3.2; 3GPP TS 33.117 4.3.3.1.3
-- why: The program lies on removable media or in a folder for temporary files. Whoever can put a file there
--      has it run, as root as a rule.
-- refuted by: a check of the file before the line, or a place that only the boot itself can write
-- activation: started
-- alternatives: the boot writes the file itself, some lines before
-- not claimed: who can write there
SELECT booted.id AS evidence,
       quote_text(booted.program) || ' is started by ' || coalesce(booted.mechanism, 'a script') || ': ' || 
       coalesce(quote_text(node.path), 'a file') || ', line ' || coalesce(booted.line, 1) AS message
FROM booted
JOIN (SELECT id AS file, path FROM node) AS node ON node.file = booted.node
WHERE (booted.program GLOB '/tmp/*' OR booted.program GLOB '/var/tmp/*' OR booted.program GLOB '/mnt/*'
       OR booted.program GLOB '/media/*' OR booted.program GLOB '/dev/shm/*')
  AND NOT EXISTS (SELECT 1 FROM program_file WHERE program_file.fact = booted.id)
