-- id: service_uses_key_of_image
-- title: A started service whose private key is in the image
-- severity: high
-- confidence: strong
-- weakness: CWE-321
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.4-4
-- why: The configuration of the service names the file, the file has a private key without a passphrase, and the
--      boot starts the service. Every device that runs the image shows the same key, and everyone who has the image
--      has it.
-- refuted by: a start of the device that makes a key of its own in this place
-- activation: started
-- not claimed: on which port it listens
SELECT key_use.id AS evidence, key.id AS evidence_2, min(booted.id) AS evidence_3,
       quote_text(key_use.service) || ' uses the private key of ' || quote_text(file.path) || ' (' ||
       quote_text(key_use.setting) || ')' AS message,
       key.fingerprint AS fingerprint
FROM key_use
JOIN key_use_file ON key_use_file.key_use = key_use.id
JOIN device_key AS key ON key.node = key_use_file.content
JOIN node AS file ON file.id = key_use_file.node
JOIN booted ON instr(booted.program, key_use.service) > 0 OR instr(coalesce(booted.arguments, ''),
       key_use.service) > 0
WHERE key_use.role IN ('key', 'certificate')
  AND length(key_use.service) > 2
GROUP BY key_use.id, key.id
