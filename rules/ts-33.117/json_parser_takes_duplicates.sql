-- id: json_parser_takes_duplicates
-- title: A program with a JSON parser that takes a key twice
-- severity: info
-- confidence: likely
-- weakness: CWE-20; CWE-436
-- clauses: 3GPP TS 33.117 4.3.6.3; 3GPP TS 33.117 4.3.6.4
-- why: cJSON keeps both members of one name and hands out the first; json-c and jansson (unless it is told otherwise)
--      keep the last; numbers that are too large become the largest. So a request means different things to
--      different programs, unless the program checks before.
-- refuted by: a check in the program that uses the library, or JSON_REJECT_DUPLICATES
-- activation: present
-- not claimed: that the program reads JSON of others
SELECT min(elf_needed.id) AS evidence,
       quote_text(elf_needed.name) || ' is used by ' || count(DISTINCT elf_needed.node) || ' program' ||
       CASE count(DISTINCT elf_needed.node) WHEN 1 THEN '' ELSE 's' END || ', as ' ||
       quote_text(min(coalesce(node.path, node.locator))) AS message,
       count(DISTINCT elf_needed.node) AS programs
FROM elf_needed
JOIN node ON node.id = elf_needed.node
WHERE elf_needed.name LIKE 'libjson-c.so%' OR elf_needed.name LIKE 'libjson.so%' OR elf_needed.name LIKE 'libcjson.so%'
   OR elf_needed.name LIKE 'libjansson.so%'
GROUP BY elf_needed.name
