-- id: kernel_starts_shell
-- title: A kernel that starts a shell in place of init
-- severity: high
-- confidence: strong
-- weakness: CWE-306; CWE-489
-- clauses: 3GPP TS 33.117 4.2.3.3.2; 3GPP TS 33.117 4.2.3.4.1.1
-- why: The command line names a shell as the first process. It runs as root on the console and asks for no
--      login.
-- refuted by: another command line that the boot loader gives
-- activation: started
-- not claimed: who can reach the console
SELECT kernel_parameter.id AS evidence,
       'the command line says ' || quote_text(name || '=' || value) || ' (' ||
       coalesce(origin, 'kernel') || ')' AS message
FROM kernel_parameter
WHERE name IN ('init', 'rdinit') AND basename(value) IN ('sh', 'ash', 'bash', 'dash', 'busybox')
