-- id: password_hash_outdated_scheme
-- title: A password hash of an outdated scheme
-- severity: low
-- confidence: proven
-- weakness: CWE-916
-- clauses: 3GPP TS 33.117 4.2.3.2.3
-- why: The MD5 and SHA-1 schemes of crypt(5) are fast on graphics cards: millions of passwords a second. The
--      author of the MD5 scheme called it unfit in 2012.
-- refuted by: a device that writes the hash anew with another scheme before it is used
-- activation: present
-- not claimed: what the password is
SELECT account.id AS evidence,
       'the password of account ' || quote_text(account.name) || ' is hashed with ' || account.scheme AS message
FROM account
WHERE account.state = 'hash'
  AND account.scheme IN ('md5', 'apr1', 'sun_md5', 'sha1crypt')
