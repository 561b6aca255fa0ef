-- id: file_opens_shell
-- title: A program that runs a shell where a certain file exists
-- severity: medium
-- confidence: likely
-- weakness: CWE-912; CWE-489
-- clauses: 3GPP TS 33.117 4.3.2.1; 3GPP TS 33.117 4.2.3.4.1.1
-- why: The program asks for a file of a constant name, and where it exists, and only there, runs a shell or a service that
--      gives one. Who can place the file, on a medium that is put in or by an upload, gets what the login is there to guard.
-- refuted by: a check of a password between the two, or a file that belongs to a setting which the manual describes
-- alternatives: a switch for service that the manual describes; a script that the shell is to carry out
-- not claimed: who can place the file, or that the code is reached
SELECT comparison.id AS evidence,
       'where the file ' || quote_text(comparison.text) || ' exists, ' || coalesce(comparison.opens_call, 'a function without a name')
         || ' gets ' || quote_text(comparison.opens_argument) AS message,
       printf('0x%x', comparison.address) AS address, comparison.comparator AS asked_by, comparison.opens AS opens,
       comparison.opens_argument AS opens_argument, comparison.dominated AS dominated, comparison.reached AS reached
FROM comparison_of_shell AS comparison
WHERE comparison.how = 'file'
  AND basename(comparison.text) NOT IN ('sh', 'ash', 'bash', 'busybox', 'login')
