-- id: text_relocations
-- title: A program whose code is written to when it is loaded
-- severity: low
-- confidence: proven
-- weakness: CWE-693
-- clauses: 3GPP TS 33.117 4.3.3.1.5
-- why: DT_TEXTREL says that relocations change the code, which must be writable meanwhile, and is not shared.
-- refuted by: nothing but another reading of the bytes
-- activation: present
-- not claimed: that this can be used by an attacker
SELECT elf.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has relocations in its code' AS message
FROM elf
JOIN node ON node.id = elf.node
WHERE ' ' || elf.extras || ' ' LIKE '% textrel %'
