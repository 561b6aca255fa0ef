-- metric: fetches_in_the_clear
-- title: Files that the device fetches by itself, and how
-- counting: Commands that a boot, inetd or cron starts and that fetch a file with wget, curl, uclient-fetch, ftpget or tftp:
--      over a connection without protection, of all such commands. What comes over TLS without a check of the certificate
--      counts as protected.
-- why: What is fetched without protection is not what the vendor sent, unless it is verified afterwards.
-- clauses: 3GPP TS 33.117 4.2.3.3.5
WITH fetch AS (
  SELECT called IN ('ftpget', 'tftp') OR arguments LIKE '%http://%' OR arguments LIKE '%ftp://%' AS clear
  FROM booted
  WHERE called IN ('wget', 'curl', 'uclient-fetch', 'ftpget')
     OR called = 'tftp' AND arguments LIKE '%-g%'
)
SELECT 'fetched in the clear' AS name, coalesce(sum(clear), 0) AS value, count(*) AS total, 'commands' AS unit
FROM fetch
