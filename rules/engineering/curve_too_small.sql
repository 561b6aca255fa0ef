-- id: curve_too_small
-- title: A private key on a curve that is too small
-- severity: medium
-- confidence: proven
-- weakness: CWE-326
-- clauses: ETSI EN 303 645 5.5-1
-- why: NIST SP 800-131A disallows curves of less than 224 bits for new signatures since 2014.
-- refuted by: nothing but another reading of the bytes
-- activation: present
SELECT key.id AS evidence,
       'a private key on curve ' || coalesce(key.curve, 'of its own') || ' has ' || key.bits || ' bits' AS message
FROM device_key AS key
WHERE key.algorithm = 'ec'
  AND key.bits < 224
