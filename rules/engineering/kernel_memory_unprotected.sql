-- id: kernel_memory_unprotected
-- title: A kernel built without a protection of its memory
-- severity: low
-- confidence: strong
-- weakness: CWE-693
-- clauses: 3GPP TS 33.117 4.3.3.1.5
-- why: The option is one that every current kernel has on by default: stack protector, read-only code, no
--      access to all of memory from programs.
-- refuted by: a processor for which Linux has not got the option
-- activation: present
-- not claimed: that the kernel has a fault
SELECT kernel_option.id AS evidence, quote_text(name) || ' is ' || quote_text(value) AS message
FROM kernel_option
WHERE name IN ('CONFIG_STACKPROTECTOR', 'CONFIG_STRICT_KERNEL_RWX', 'CONFIG_DEBUG_RODATA', 'CONFIG_STRICT_DEVMEM',
               'CONFIG_SECCOMP') AND value = 'n'
   OR name IN ('CONFIG_DEVKMEM', 'CONFIG_COMPAT_BRK') AND value = 'y'
