-- id: boot_can_be_interrupted
-- title: A boot loader that waits for a key
-- severity: low
-- confidence: strong
-- weakness: CWE-1191; CWE-306
-- clauses: 3GPP TS 33.117 4.2.3.3.2
-- why: For bootdelay seconds the boot loader takes a key on the serial line and gives its prompt, from which
--      anything can be started.
-- refuted by: a boot loader that asks for a password, or a console that is not led out
-- activation: present
-- not claimed: that the serial line can be reached
SELECT boot_variable.id AS evidence, 'bootdelay is ' || quote_text(value) AS message
FROM boot_variable
WHERE name = 'bootdelay' AND value GLOB '[1-9]*'
  AND NOT EXISTS (SELECT 1 FROM boot_variable AS other
                  WHERE other.node = boot_variable.node 
                    AND other.name IN ('bootstopkey', 'bootdelaykey', 'bootstopkeysha256'))
