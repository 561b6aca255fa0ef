-- id: crypto_constant_differs
-- title: A table of a cipher or curve that differs from its standard
-- severity: medium
-- confidence: likely
-- weakness: CWE-327; CWE-1240
-- clauses: ETSI EN 303 645 5.5-1
-- why: A table begins with the bytes that a standard prescribes, half of it or more agrees, and then bytes differ. What a cipher
--      or curve with other constants withstands, nobody has examined, and its author may know what others do not.
-- refuted by: another published algorithm whose table begins alike, or a table that is cut short
-- activation: present
-- alternatives: bytes that were damaged; several tables that are interleaved
-- not claimed: that the table is used, or that the change was meant
SELECT crypto_constant.id AS evidence,
       crypto_constant.algorithm || ', ' || crypto_constant.name || ': ' || crypto_constant.alike || ' of '
         || crypto_constant.bytes || ' bytes agree with ' || crypto_constant.standard AS message,
       crypto_constant.form AS form, crypto_constant.first_difference AS first_difference
FROM crypto_constant
WHERE crypto_constant.first_difference IS NOT NULL AND crypto_constant.size = crypto_constant.bytes
  -- Other algorithms begin with the same bits of pi.
  AND crypto_constant.algorithm <> 'Blowfish'
  AND crypto_constant.alike * 2 >= crypto_constant.bytes
