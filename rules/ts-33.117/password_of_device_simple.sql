-- id: password_of_device_simple
-- title: A password that comes with the device and is short or of one kind of characters
-- severity: info
-- confidence: proven
-- weakness: CWE-521
-- clauses: 3GPP TS 33.117 4.2.3.4.3.1
-- why: The catalogue asks for at least eight characters of three kinds (small, capital, digit, other). A password that
--      the image itself sets does not hold to that; the check of a new one may.
-- refuted by: a first login that has it changed
-- activation: present
-- not claimed: what the device accepts as a new password
SELECT account.id AS evidence,
       'the password of ' || quote_text(account.name) || ' has ' || length(account.known_plaintext) ||
       ' characters of ' || kinds || CASE kinds WHEN 1 THEN ' kind' ELSE ' kinds' END AS message
FROM (SELECT *, (known_plaintext GLOB '*[a-z]*') + (known_plaintext GLOB '*[A-Z]*') +
             (known_plaintext GLOB '*[0-9]*') + (known_plaintext GLOB '*[^a-zA-Z0-9]*') AS kinds
      FROM account WHERE known_plaintext IS NOT NULL) AS account
WHERE length(known_plaintext) < 8 OR kinds < 3
