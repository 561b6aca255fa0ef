-- id: rsa_key_of_weak_generator
-- title: An RSA key that a faulty generator made
-- severity: medium
-- confidence: strong
-- weakness: CWE-331
-- clauses: ETSI EN 303 645 5.4-3
-- why: The modulus has the form that the library of one maker of chips gave to its keys until 2017
--      (CVE-2017-15361): keys of up to 2048 bits can be factored with some effort. By chance one modulus in some
--      hundred million has it.
-- refuted by: a record of how the key was made
-- activation: present
SELECT key.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has a ' || key.kind || ' RSA key of ' || key.bits ||
       ' bits of the form of CVE-2017-15361' AS message
FROM key
JOIN node ON node.id = key.node
WHERE key.weak = 'roca'
