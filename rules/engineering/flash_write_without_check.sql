-- id: flash_write_without_check
-- title: A program that writes to flash what it got, and checks no signature
-- severity: medium
-- confidence: likely
-- weakness: CWE-494; CWE-345
-- clauses: 3GPP TS 33.117 4.2.3.3.5; ETSI EN 303 645 5.3-9; NIST SP 800-193 4.2.1
-- why: The program gets things from outside and writes firmware to flash. Neither the function that writes, nor those that
--      it calls or that call it, check a signature or a digest, and nowhere in the program a function is called that checks
--      a signature or says so by its name.
-- refuted by: a check that the program does with code of its own, that another program did before, or that the program does
--      which writes
-- activation: present
-- alternatives: a tool that writes what it is told to; the peer is authenticated otherwise, as by TLS, and vouches for what
--      it sends
-- not claimed: that what comes from outside is what is written, or that anyone can send it
SELECT min(written.id) AS evidence,
       written.program || ' writes ' || coalesce(quote_text(written.device), 'flash') || ' in a program that gets things by '
         || written.receives_call || ', and no check of a signature or digest is seen: '
         || coalesce(quote_text(node.path), 'a program') AS message,
       printf('0x%x', written.address) AS address, written.function_name AS function, written.device, written.input,
       written.receives, count(*) AS places
FROM flash_write_of_firmware AS written
JOIN node ON node.id = written.node
WHERE written.check_kind IS NULL
GROUP BY written.node
