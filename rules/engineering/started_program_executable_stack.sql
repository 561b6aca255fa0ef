-- id: started_program_executable_stack
-- title: A started program whose stack is executable
-- severity: low
-- confidence: strong
-- weakness: CWE-693
-- clauses: 3GPP TS 33.117 4.3.3.1.5
-- why: The program header that asks for a stack without execution is missing or asks for the contrary, so that
--      what an overflow writes there can be run.
-- refuted by: a kernel that maps all stacks without execution, or a processor that cannot tell
-- activation: started
-- alternatives: an old MIPS processor has no bit for it, so that no build could have had it
-- not claimed: that the program can be overflowed
SELECT elf.id AS evidence, min(started_program.started) AS evidence_2,
       quote_text(started_program.path) || ' (' || elf.machine || ') is started and asks for no stack without execution' AS message
FROM started_program
JOIN node_content ON node_content.node = started_program.node
JOIN elf ON elf.node = node_content.content
WHERE elf.nx = 0
GROUP BY elf.id
