-- id: kernel_modules_unsigned
-- title: A kernel that takes modules of anyone
-- severity: low
-- confidence: strong
-- weakness: CWE-347
-- clauses: 3GPP TS 33.117 4.2.3.3.5; NIST SP 800-193 4.2.1
-- why: Modules can be loaded and the kernel was built without the check of their signatures, so that root
--      loads what it likes into the kernel.
-- refuted by: module.sig_enforce on the command line of a kernel that has the check
-- activation: present
-- not claimed: that anyone but root can load modules
SELECT modules.id AS evidence, unsigned.id AS evidence_2,
       'the kernel has modules (CONFIG_MODULES) and no check of them (CONFIG_MODULE_SIG)' AS message
FROM kernel_option AS modules
JOIN kernel_option AS unsigned ON unsigned.node = modules.node
     AND unsigned.name = 'CONFIG_MODULE_SIG' AND unsigned.value = 'n'
WHERE modules.name = 'CONFIG_MODULES' AND modules.value = 'y'
