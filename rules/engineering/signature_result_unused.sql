-- id: signature_result_unused
-- title: A signature check whose result nothing looks at
-- severity: medium
-- confidence: strong
-- weakness: CWE-252; CWE-347
-- clauses: ETSI EN 303 645 5.5-1
-- why: The function says by its result whether the signature holds. On every way on from the call, something else is put in
--      the place of that result before any instruction reads it, so that the program goes on alike in both cases.
-- refuted by: an instruction that reads the result
-- activation: present
-- alternatives: a call for its side effects alone; a test or measurement of the library
-- not claimed: that what was checked is used
SELECT checked.id AS evidence,
       'the result of ' || checked.call || ' is not read: ' || coalesce(quote_text(node.path), 'a program') AS message,
       printf('0x%x', checked.address) AS address, checked.function_name AS function
FROM signature_check AS checked
JOIN node ON node.id = checked.node
WHERE checked.result = 'unused'
  AND NOT EXISTS (SELECT 1 FROM flash_write AS written
                  WHERE written.node = checked.node AND written.check_address = checked.address)
