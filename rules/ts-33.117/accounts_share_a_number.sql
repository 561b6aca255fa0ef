-- id: accounts_share_a_number
-- title: Two accounts that the system cannot tell apart
-- severity: low
-- confidence: proven
-- weakness: CWE-286
-- clauses: 3GPP TS 33.117 4.2.4.2.2; 3GPP TS 33.117 4.2.3.4.1.2
-- why: The kernel knows users by number alone. Two names with one number own the same files, may end each other's
--      programs, and stand in logs of the kernel as one. Number 0 is looked at by another rule.
-- refuted by: a login program that refuses one of the two
-- activation: present
-- alternatives: a second name for the same person, or for a service that never logs in
-- not claimed: that either can log in
SELECT min(account.id) AS evidence, max(account.id) AS evidence_2,
       count(DISTINCT account.name) || ' accounts have user number ' || account.uid || ', the first ' ||
       quote_text(min(account.name)) || ', the last ' || quote_text(max(account.name)) AS message
FROM account
WHERE account.uid > 0
  AND account.file = 'passwd'
GROUP BY account.node, account.uid
HAVING count(DISTINCT account.name) > 1
