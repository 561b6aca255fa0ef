-- id: password_hash_weak_scheme
-- title: A password hash that is cheap to try
-- severity: medium
-- confidence: proven
-- weakness: CWE-916
-- clauses: 3GPP TS 33.117 4.2.3.2.3
-- why: Traditional DES crypt takes eight characters and 25 rounds, NT hashes one round without a salt: one graphics
--      card tries billions of passwords a second.
-- refuted by: a device that writes the hash anew with another scheme before it is used
-- activation: present
-- not claimed: what the password is
SELECT account.id AS evidence,
       'the password of account ' || quote_text(account.name) || ' is hashed with ' || account.scheme AS message
FROM account
WHERE account.state = 'hash'
  AND account.scheme IN ('des', 'bsdi', 'nt')
