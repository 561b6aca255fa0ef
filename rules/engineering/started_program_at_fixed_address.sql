-- id: started_program_at_fixed_address
-- title: A started network program at a fixed address
-- severity: low
-- confidence: proven
-- weakness: CWE-693
-- clauses: 3GPP TS 33.117 4.3.3.1.5
-- why: The ELF type is EXEC: the program is linked to the addresses that the file states, and an attacker need not
--      guess where its code lies.
-- refuted by: nothing but another reading of the bytes
-- activation: started
-- not claimed: that the program can be overflowed
SELECT elf.id AS evidence, min(started_program.started) AS evidence_2,
       quote_text(started_program.path) || ' is started and always loaded at the same address' AS message
FROM started_program
JOIN node_content ON node_content.node = started_program.node
JOIN elf ON elf.node = node_content.content
WHERE elf.pie = 0
  AND elf.node IN (SELECT node FROM network_program)
GROUP BY elf.id
