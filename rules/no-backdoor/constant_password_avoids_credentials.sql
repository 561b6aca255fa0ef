-- id: constant_password_avoids_credentials
-- title: A constant is taken for a password, without asking what the password is
-- severity: high
-- confidence: likely
-- weakness: CWE-798; CWE-912
-- clauses: 3GPP TS 33.117 4.2.3.4.1.1; 3GPP TS 33.117 4.3.2.1
-- why: The function hands a password to the password scheme, but first compares the same value with a constant. Where they
--      are equal, it gives back, without asking any more, what it gives back for a right password as well; where they are
--      not, it can give back something else.
-- refuted by: the value that is given back means refusal; a caller that asks again
-- alternatives: a password that is refused by name; a mark of an account without password; a test hook
-- not claimed: that the function guards a login that can be reached
SELECT comparison.id AS evidence,
       'the value that is used as a password is compared with ' || mask_text(comparison.text) || '; where it is equal, the function'
         || coalesce(' ' || quote_text(comparison.function_name), '') || ' gives back ' || comparison.returns_equal
         || ' without asking for the password, else ' || comparison.returns_other AS message,
       printf('0x%x', comparison.address) AS address, comparison.how AS comparison, comparison.construction AS construction,
       comparison.input AS input, comparison.input_call AS input_call, comparison.siblings AS siblings,
       comparison.opens AS opens, comparison.opens_argument AS opens_argument, comparison.dominated AS dominated,
       comparison.reached AS reached, comparison.returns_equal AS returns_equal, comparison.returns_other AS returns_other,
       (SELECT COUNT(DISTINCT others.node) FROM comparison AS others
        WHERE others.text = comparison.text AND others.node <> comparison.node) AS other_programs
FROM comparison
WHERE comparison.edge = 'branch' AND comparison.credential_use = 'password'
  AND comparison.avoids_credentials = 1 AND comparison.other_asks_credential = 1
  AND length(comparison.text) >= 3
  AND instr(comparison.returns_equal, '?') = 0 AND instr(comparison.returns_equal, ' ') = 0
  AND comparison.returns_equal <> '' AND comparison.returns_equal <> comparison.returns_other
  AND instr(' ' || comparison.returns_other || ' ', ' ' || comparison.returns_equal || ' ') > 0
