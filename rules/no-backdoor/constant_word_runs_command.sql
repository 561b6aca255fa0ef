-- id: constant_word_runs_command
-- title: Behind a constant word from the network, a command that is no constant is run
-- severity: medium
-- confidence: likely
-- weakness: CWE-912; CWE-78
-- clauses: 3GPP TS 33.117 4.3.2.1
-- why: What is received is compared with one constant of at least four characters and with no other; where it is equal,
--      and only there, the program gives the shell a command that is put together when it runs.
-- refuted by: a command that is put together of constants and checked numbers only; a manual that names the word
-- alternatives: a diagnosis such as ping with a checked address; one command of a protocol whose others are asked for
--      elsewhere
-- not claimed: that the command has received text in it
SELECT comparison.id AS evidence,
       'what ' || coalesce(comparison.input_call, 'a request') || ' brings is compared with ' || quote_text(comparison.text)
         || '; where it is equal, ' || comparison.opens_call || ' runs what is no constant' AS message,
       printf('0x%x', comparison.address) AS address, comparison.how AS comparison, comparison.construction AS construction,
       comparison.input AS input, comparison.input_call AS input_call, comparison.siblings AS siblings,
       comparison.opens AS opens, comparison.opens_argument AS opens_argument, comparison.dominated AS dominated,
       comparison.reached AS reached, comparison.returns_equal AS returns_equal, comparison.returns_other AS returns_other,
       (SELECT COUNT(DISTINCT others.node) FROM comparison AS others
        WHERE others.text = comparison.text AND others.node <> comparison.node) AS other_programs
FROM comparison
WHERE comparison.edge = 'branch' AND comparison.input IN ('network', 'request')
  AND comparison.opens_call IN ('system', 'popen') AND comparison.opens_argument IS NULL
  AND comparison.opens_through IS NULL
  AND length(comparison.text) >= 4 AND comparison.siblings = 0
