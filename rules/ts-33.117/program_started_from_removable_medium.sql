-- id: program_started_from_removable_medium
-- title: A device that starts what lies on a medium when it is plugged in
-- severity: medium
-- confidence: strong
-- weakness: CWE-829; CWE-427
-- clauses: 3GPP TS 33.117 4.3.3.1.3
-- why: A script that the arrival of a device calls, or a boot, starts a program or sources a file below the folder
--      where media are mounted. Whoever plugs one in has his own program run, as root as a rule.
-- refuted by: a check of the file before the line, or a folder that no medium is mounted at
-- activation: started
-- alternatives: the volume is soldered in; a way for the maker's own service
-- not claimed: that the folder is that of a removable medium in every device
SELECT line.id AS evidence,
       quote_text(line.target) || ' is run by ' || quote_text(coalesce(node.path, node.locator)) || ', line ' ||
       coalesce(line.line, 1) AS message,
       line.condition AS condition
FROM (SELECT booted.id, booted.node, coalesce(booted.pattern, booted.program) AS target, booted.line, booted.condition
      FROM booted
      UNION ALL
      SELECT script_call.id, script_call.node, coalesce(script_call.pattern, script_call.target), script_call.line,
             script_call.condition
      FROM script_call JOIN boot_reach ON boot_reach.fact = script_call.id
      WHERE script_call.kind = 'source') AS line
JOIN node ON node.id = line.node
WHERE line.target GLOB '/[mrtu]*'
  AND (line.target GLOB '/mnt/*' OR line.target GLOB '/media/*' OR line.target GLOB '/tmp/mnt/*'
       OR line.target GLOB '/run/media/*' OR line.target GLOB '/tmp/usb*' OR line.target GLOB '/usb*/*')
  AND NOT EXISTS (SELECT 1 FROM program_file WHERE program_file.fact = line.id)
