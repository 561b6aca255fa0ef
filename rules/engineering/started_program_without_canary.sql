-- id: started_program_without_canary
-- title: A started program without checks of its stack
-- severity: low
-- confidence: strong
-- weakness: CWE-693
-- clauses: 3GPP TS 33.117 4.3.3.1.5
-- why: No symbol of the program is the handler or the guard of the compiler's stack protector, so its functions
--      return without a check whether a buffer on the stack was overrun.
-- refuted by: a protector of another name, or functions that have no buffers on the stack
-- activation: started
-- not claimed: that the program can be overflowed
SELECT elf.id AS evidence, min(started_program.started) AS evidence_2,
       quote_text(started_program.path) || ' is started and was built without a stack protector' AS message
FROM started_program
JOIN node_content ON node_content.node = started_program.node
JOIN elf ON elf.node = node_content.content
WHERE elf.canary = 0
  AND elf.node IN (SELECT node FROM network_program)
GROUP BY elf.id
