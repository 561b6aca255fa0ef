-- id: program_with_strong_capability
-- title: A program that a capability makes nearly root
-- severity: info
-- confidence: proven
-- weakness: CWE-250
-- clauses: 3GPP TS 33.117 4.2.4.1.2.1
-- why: The extended attribute gives the program CAP_DAC_OVERRIDE, CAP_SETUID, CAP_SYS_MODULE, CAP_SYS_PTRACE
--      or CAP_SYS_ADMIN, whoever calls it; each of these leads to root.
-- refuted by: a mount with nosuid
-- activation: present
-- not claimed: that the program has a fault, or that it needs not the right
SELECT node AS evidence_node,
       quote_text(path) || ' has capabilities ' || printf('0x%x', permitted) AS message
FROM file_capability
WHERE permitted & (2 | 128 | 65536 | 524288 | 2097152) <> 0
