-- id: key_too_short
-- title: A private key that is too short
-- severity: medium
-- confidence: proven
-- weakness: CWE-326
-- clauses: ETSI EN 303 645 5.5-1
-- why: RSA and DSA keys below 2048 bits are disallowed for new signatures since 2014 by NIST SP 800-131A; RSA of 829
--      bits was factored in public in 2020.
-- refuted by: nothing but another reading of the bytes
-- activation: present
-- not claimed: what the key is used for
SELECT key.id AS evidence,
       'a private ' || key.algorithm || ' key has ' || key.bits || ' bits' AS message
FROM device_key AS key
WHERE key.algorithm IN ('rsa', 'rsa-pss', 'dsa')
  AND key.bits < 2048
