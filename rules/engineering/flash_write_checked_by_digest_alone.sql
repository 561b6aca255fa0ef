-- id: flash_write_checked_by_digest_alone
-- title: A program that writes to flash what only a digest or checksum protects
-- severity: low
-- confidence: likely
-- weakness: CWE-345; CWE-354
-- clauses: 3GPP TS 33.117 4.2.3.3.5; ETSI EN 303 645 5.3-9
-- why: A digest shows that what was got came over whole. It shows nothing of who made it: whoever alters the one alters the
--      other beside it. Nowhere in the program a function is called that checks a signature or says so by its name.
-- refuted by: a digest that comes signed; a check that the program does with code of its own, or that another program does
-- activation: present
-- alternatives: the peer is authenticated otherwise, as by TLS, and vouches for what it sends
-- not claimed: that anyone can put something else in its place
SELECT min(written.id) AS evidence,
       written.program || ' writes ' || coalesce(quote_text(written.device), 'flash') || ' behind '
         || written.check_call || ' alone, in a program that gets things by ' || written.receives_call || ': '
         || coalesce(quote_text(node.path), 'a program') AS message,
       printf('0x%x', written.address) AS address, written.function_name AS function, written.device,
       printf('0x%x', written.check_address) AS check_address, written.check_paths, written.check_result,
       count(*) AS places
FROM flash_write_of_firmware AS written
JOIN node ON node.id = written.node
WHERE written.check_kind IN ('digest', 'checksum')
GROUP BY written.node
