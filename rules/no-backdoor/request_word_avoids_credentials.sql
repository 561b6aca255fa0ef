-- id: request_word_avoids_credentials
-- title: A word in a request leads past the check of the password
-- severity: medium
-- confidence: likely
-- weakness: CWE-288; CWE-912
-- clauses: 3GPP TS 33.117 4.2.3.4.1.1; 3GPP TS 33.117 4.3.2.1
-- why: The function asks what a password is, but first compares what came from outside with a constant. Where that is
--      found, it gives back, without asking, one number, which it may give back for a right password as well; where it is
--      not, it can give back something else. Web servers have let in whoever named a certain page in this way.
-- refuted by: the value that is given back means refusal; a caller that asks again before it does anything
-- alternatives: a page that is meant for everyone, as that of the login and its pictures
-- not claimed: what can be reached by it, or that it is not documented
SELECT comparison.id AS evidence,
       'what came from outside is compared with ' || quote_text(comparison.text) || '; where it is equal, the function'
         || coalesce(' ' || quote_text(comparison.function_name), '') || ' gives back ' || comparison.returns_equal
         || ' without asking for a password, else ' ||
         replace(comparison.returns_other, '?', 'what is not known') AS message,
       printf('0x%x', comparison.address) AS address, comparison.how AS comparison, comparison.construction AS construction,
       comparison.input AS input, comparison.input_call AS input_call, comparison.siblings AS siblings,
       comparison.reached AS reached, comparison.returns_equal AS returns_equal, comparison.returns_other AS returns_other
FROM comparison
WHERE comparison.edge = 'branch' AND comparison.input IN ('network', 'request')
  AND comparison.credential_use IS NULL
  AND comparison.avoids_credentials = 1 AND comparison.other_asks_credential = 1
  AND length(comparison.text) >= 3
  AND instr(comparison.returns_equal, '?') = 0 AND instr(comparison.returns_equal, ' ') = 0
  AND comparison.returns_equal <> '' AND comparison.returns_equal <> comparison.returns_other
  AND (instr(' ' || comparison.returns_other || ' ', ' ' || comparison.returns_equal || ' ') > 0
       -- The outcome of a comparison itself is no number that is known.
       OR (instr(comparison.returns_other, '?') > 0 AND comparison.returns_equal = '1'))
