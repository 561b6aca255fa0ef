-- id: constant_opens_shell
-- title: What comes from the network is compared with a constant that opens a shell
-- severity: high
-- confidence: likely
-- weakness: CWE-912; CWE-798
-- clauses: 3GPP TS 33.117 4.3.2.1; 3GPP TS 33.117 4.2.3.4.1.1
-- why: The program compares what it received with constant bytes, and where they are equal, and only there, runs a
--      shell or a service that gives one. Who knows the constant gets what the login is there to guard; no setting
--      changes it.
-- refuted by: a check of a password between the comparison and the shell, or a manual that names the command
-- alternatives: a test hook of the factory that another condition keeps closed; a command that the manual describes,
--      for users who have logged in already
-- not claimed: that the code is reached in the delivered configuration, or before a login
SELECT comparison.id AS evidence,
       'what ' || coalesce(comparison.input_call, 'a request') || ' brings is compared with ' || quote_text(comparison.text)
         || '; where it is equal, ' || coalesce(comparison.opens_call, 'a function without a name') || ' gets '
         || quote_text(comparison.opens_argument) AS message,
       printf('0x%x', comparison.address) AS address, comparison.how AS comparison, comparison.construction AS construction,
       comparison.input AS input, comparison.input_call AS input_call, comparison.siblings AS siblings,
       comparison.opens AS opens, comparison.opens_argument AS opens_argument, comparison.dominated AS dominated,
       comparison.reached AS reached, comparison.returns_equal AS returns_equal, comparison.returns_other AS returns_other,
       (SELECT COUNT(DISTINCT others.node) FROM comparison AS others
        WHERE others.text = comparison.text AND others.node <> comparison.node) AS other_programs
FROM comparison_of_shell AS comparison
WHERE comparison.input IN ('network', 'request') AND comparison.text IS NOT NULL
