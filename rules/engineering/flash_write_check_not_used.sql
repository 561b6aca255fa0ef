-- id: flash_write_check_not_used
-- title: A signature check before a write to flash whose result nothing looks at
-- severity: medium
-- confidence: strong
-- weakness: CWE-252; CWE-347
-- clauses: 3GPP TS 33.117 4.2.3.3.5; ETSI EN 303 645 5.3-9; NIST SP 800-193 4.2.1
-- why: The function says by its result whether the signature holds. On every way on from the call, something else is put in
--      the place of that result before any instruction reads it, and then the program writes to flash: in both cases alike.
--      No other check is seen before the write.
-- refuted by: an instruction that reads the result, or another check of the same bytes
-- activation: present
-- not claimed: that what was checked is what is written
SELECT min(written.id) AS evidence,
       'the result of ' || written.check_call || ' is not read, and ' || written.program || ' writes '
         || coalesce(quote_text(written.device), 'flash') || ': ' || coalesce(quote_text(node.path), 'a program') AS message,
       printf('0x%x', written.address) AS address, written.function_name AS function,
       printf('0x%x', written.check_address) AS check_address, written.check_paths
FROM flash_write AS written
JOIN node ON node.id = written.node
WHERE written.check_kind = 'signature' AND written.check_result = 'unused' AND written.action IN ('write', 'erase')
GROUP BY written.node, written.check_address
