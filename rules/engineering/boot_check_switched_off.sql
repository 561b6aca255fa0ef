-- id: boot_check_switched_off
-- title: A check of what is booted that is switched off
-- severity: low
-- confidence: strong
-- weakness: CWE-353; CWE-1188
-- clauses: 3GPP TS 33.117 4.2.3.3.5; NIST SP 800-193 4.2.1
-- why: The setting turns off a check before use: of a file system's blocks, of the signatures of programs, of kernel
--      modules or of the boot image.
-- refuted by: another stage of the boot that sets it again, or a check in the boot loader's code
-- activation: present
-- alternatives: a template for virtual machines; a value that production replaces
-- not claimed: that the device boots what was altered
SELECT boot_check.id AS evidence,
       quote_text(boot_check.kind || ': ' || boot_check.name || ' ' || coalesce(boot_check.value, '')) ||
       ' lets in what does not verify: ' || quote_text(coalesce(node.path, node.locator)) AS message
FROM boot_check
JOIN (SELECT id AS file, path, locator FROM node) AS node ON node.file = boot_check.node
WHERE enforced = 0
