-- metric: firmware_writes
-- title: Programs whose code writes to flash, and what stands against an older or a broken image
-- counting: Programs with a place in their code that writes to flash, as one each. Signature decides: before each such
--      place a signature is checked, and the write depends on the result. Versions compared: before each a function
--      compares versions, by its name, and the write depends on its result; versions that are compared as numbers or
--      texts are not seen. Way back: the program sets a variable by which the boot loader chooses a copy or counts
--      failed starts. A program may count under several.
-- why: A signed image of last year is genuine and brings last year's holes back; an image that does not start is worse
--      where nothing leads back to the one before.
-- clauses: 3GPP TS 33.117 4.2.3.3.5; NIST SP 800-193 4.2.1
WITH program AS (
  SELECT node, min(check_kind IS 'signature' AND check_result IS 'guards') AS signed,
         min(version_call IS NOT NULL AND version_result IS 'guards') AS versions,
         max(boot_choice IS NOT NULL) AS way_back
  FROM flash_write WHERE action = 'write' GROUP BY node
)
SELECT one.name AS name,
       (SELECT count(program.node) FROM program
        WHERE CASE one.nth WHEN 1 THEN signed WHEN 2 THEN versions ELSE way_back END) AS value,
       (SELECT count(program.node) FROM program) AS total, 'programs that write to flash' AS unit
FROM (SELECT 1 AS nth, 'signature decides' AS name UNION ALL SELECT 2, 'versions compared'
      UNION ALL SELECT 3, 'way back') AS one
ORDER BY one.nth
