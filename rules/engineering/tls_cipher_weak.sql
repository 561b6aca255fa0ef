-- id: tls_cipher_weak
-- title: A server or tunnel that lets in a weak cipher
-- severity: medium
-- confidence: strong
-- weakness: CWE-327; CWE-326
-- clauses: 3GPP TS 33.117 4.2.2.2.2; 3GPP TS 33.117 4.2.5.1; RFC 9325 4.1
-- why: The list names ciphers that RFC 9325 forbids or that break in practice: none at all, without a check of who
--      answers (anonymous), export sizes, RC2 and RC4, DES, and ciphers of 64-bit blocks (triple DES, Blowfish:
--      CVE-2016-2183).
-- refuted by: a library that was built without these ciphers
-- activation: present
-- alternatives: kept for old clients, behind better ones in the list
-- not claimed: that a client agrees on such a cipher, or that the server is started
WITH RECURSIVE word(setting, one, rest) AS (
  SELECT id, '', upper(meaning) || ' ' FROM service_setting WHERE about = 'tls ciphers' AND meaning IS NOT NULL
  UNION ALL
  SELECT setting, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1)
  FROM word WHERE rest <> ''
),
weak AS (
  SELECT setting, min(one) AS one, count(*) AS count FROM word
  WHERE one IN ('NONE', 'NULL', 'ENULL', 'ANULL', 'ADH', 'AECDH', 'LOW', 'EXPORT', 'EXP', 'EXPORT40', 'EXPORT56',
                'DES', '3DES', 'BF', 'BLOWFISH', 'CAST5-CBC')
     OR one GLOB '*RC4*' OR one GLOB '*RC2*' OR one GLOB '*NULL*' OR one GLOB 'EXP-*' OR one GLOB 'ADH-*'
     OR one GLOB 'AECDH-*' OR one GLOB '*DES-CBC*' OR one GLOB '*3DES*' OR one GLOB '*DES-EDE*' OR one GLOB 'BF-*'
     OR one GLOB '*WITH-DES-*' OR one GLOB '*_ANON_*'
  GROUP BY setting
)
SELECT service_setting.id AS evidence,
       quote_text(service_setting.service || ': ' || service_setting.name) || ' lets in ' || quote_text(weak.one) ||
       CASE WHEN weak.count > 1 THEN ' and ' || (weak.count - 1) || ' more' ELSE '' END || ': ' ||
       quote_text(coalesce(node.path, node.locator)) || ', line ' || coalesce(service_setting.line, 1) AS message
FROM weak
JOIN service_setting ON service_setting.id = weak.setting
JOIN node ON node.id = service_setting.node
