-- id: computed_secret
-- title: A secret that the program computes lets someone in
-- severity: medium
-- confidence: likely
-- weakness: CWE-798; CWE-1391
-- clauses: 3GPP TS 33.117 4.2.3.4.2.1; ETSI EN 303 645 5.1-1
-- why: What the program is given is compared with something that it works out by itself. All that was seen to go into it are constants of the program, the date, an address of an
--      interface or a serial number: no password that is stored, and nothing that was given. So whoever knows the program
--      can work it out for this device, or for all of them.
-- refuted by: something else that goes into it, such as a key that is set for each device; or that what is given is no
--      password
-- activation: present
-- alternatives: a check of a licence or of an activation code; a protocol that proves that its peer runs the same program; a
--      secret of recovery that the manual tells
-- not claimed: that anyone was meant to get in, or that the place is reached without a login
SELECT id AS evidence,
       'what ' || coalesce(input_call, CASE input WHEN 'given' THEN 'the caller' ELSE input END) || ' brings is compared by '
         || coalesce(comparator, 'instructions of its own') || ' with what ' || made_call || ' makes of ' || CASE made_of
           WHEN 'constant' THEN 'constants alone' ELSE replace(made_of, ' ', ', ') END AS message,
       printf('0x%x', address) AS address, function_name AS function, made_by, printf('0x%x', made_address) AS made_address,
       form, through, made_of, mask_text(constant) AS constant, source_call, printf('0x%x', source_address) AS source_address,
       input, input_call, result, opens
FROM computed_secret
WHERE made_of NOT GLOB '*input*' AND made_of NOT GLOB '*setting*' AND made_of NOT GLOB '*unknown*'
  AND made_of NOT GLOB '*given*'
  AND coalesce(result, '') <> 'unused'
  AND (input IN ('network', 'request', 'terminal', 'stream', 'argument', 'environment')
       OR (input IN ('given', 'descriptor') AND made_of <> 'constant'))
  -- A date or an address alone is compared for many a reason.
  AND (made_by <> 'text'
       OR (opens IS NOT NULL AND input NOT IN ('given', 'descriptor') AND made_of GLOB '*constant*' AND made_of <> 'constant'))
