-- id: number_opens_shell
-- title: What is computed from an input opens a shell where it equals a constant number
-- severity: medium
-- confidence: likely
-- weakness: CWE-912; CWE-798
-- clauses: 3GPP TS 33.117 4.3.2.1
-- why: A value that the program computes is compared with a number that is neither small nor round, as a digest or a
--      sum of a secret word would be. Where they are equal, and only there, a shell or a service that gives one runs.
-- refuted by: a number that a published interface defines; a value that does not come from an input
-- alternatives: the mark of a file format or of a protocol; a state that the program set itself
-- not claimed: what the value is computed from
SELECT comparison.id AS evidence,
       'a value is compared with 0x' || comparison.bytes || '; where it is equal, '
         || coalesce(comparison.opens_call, 'a function without a name') || ' gets ' || quote_text(comparison.opens_argument) AS message,
       printf('0x%x', comparison.address) AS address, comparison.how AS comparison, comparison.construction AS construction,
       comparison.input AS input, comparison.input_call AS input_call, comparison.siblings AS siblings,
       comparison.opens AS opens, comparison.opens_argument AS opens_argument, comparison.dominated AS dominated,
       comparison.reached AS reached, comparison.returns_equal AS returns_equal, comparison.returns_other AS returns_other
FROM comparison_of_shell AS comparison
WHERE comparison.how = 'number'
