-- id: fetch_in_the_clear
-- title: A device that fetches files over an unprotected connection by itself
-- severity: medium
-- confidence: strong
-- weakness: CWE-494; CWE-319
-- clauses: 3GPP TS 33.117 4.2.3.2.4
-- why: cron or a boot script calls a program that downloads over HTTP, FTP or TFTP. Whoever is on the way can put
--      another file in its place, unless what is fetched is verified afterwards.
-- refuted by: a verification of what was fetched by signature, before it is used
-- activation: started
-- alternatives: the file is only a test whether the network is up
-- not claimed: that what is fetched is run or installed
SELECT booted.id AS evidence,
       quote_text(booted.program || ' ' || booted.arguments) || ' is called by ' || booted.mechanism AS message
FROM booted
WHERE (booted.called IN ('wget', 'curl', 'uclient-fetch')
       AND (booted.arguments LIKE '%http://%' OR booted.arguments LIKE '%ftp://%')
       AND booted.arguments NOT LIKE '%://127.%' AND booted.arguments NOT LIKE '%://localhost%')
   OR booted.called IN ('ftpget')
   OR (booted.called = 'tftp' AND booted.arguments LIKE '%-g%')
