-- id: constant_guards_shell
-- title: A comparison with a constant opens a shell
-- severity: medium
-- confidence: likely
-- weakness: CWE-912; CWE-798
-- clauses: 3GPP TS 33.117 4.3.2.1
-- why: Where what the program was given equals constant bytes, and only there, it runs a shell or a service that gives
--      one. Where the input comes from is not seen, or it is a file, a setting or a line that was typed.
-- refuted by: an input that only an administrator gives; a manual that names the command
-- alternatives: a command interpreter with a command for the shell; a service that a setting switches on; a test hook
-- not claimed: who gives the input, and whether a login comes first
SELECT comparison.id AS evidence,
       'a comparison with ' || quote_text(comparison.text) || ' opens '
         || coalesce(comparison.opens_call, 'a function without a name') || ' with '
         || quote_text(comparison.opens_argument)
         || CASE WHEN comparison.input IS NULL THEN ''
                 ELSE '; the input is of this kind: ' || comparison.input END AS message,
       printf('0x%x', comparison.address) AS address, comparison.how AS comparison, comparison.construction AS construction,
       comparison.input AS input, comparison.input_call AS input_call, comparison.siblings AS siblings,
       comparison.opens AS opens, comparison.opens_argument AS opens_argument, comparison.dominated AS dominated,
       comparison.reached AS reached, comparison.returns_equal AS returns_equal, comparison.returns_other AS returns_other,
       (SELECT COUNT(DISTINCT others.node) FROM comparison AS others
        WHERE others.text = comparison.text AND others.node <> comparison.node) AS other_programs
FROM comparison_of_shell AS comparison
WHERE comparison.how <> 'file' AND coalesce(comparison.input, '') NOT IN ('network', 'request', 'argument', 'program')
  AND length(comparison.text) >= 3
