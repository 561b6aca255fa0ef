-- id: debug_page
-- title: A page whose name says that it is for debugging
-- severity: medium
-- confidence: likely
-- weakness: CWE-489; CWE-912
-- clauses: 3GPP TS 33.117 4.3.2.1; 3GPP TS 33.117 4.3.2.4; ETSI EN 303 645 5.6-4
-- why: Pages of this name are made for those who build or repair a device: they show its inner state, switch
--      services on, or run commands. The web server of the image shows it like any other.
-- refuted by: a page that only shows a log, or that a server of the image refuses
-- alternatives: a page for administrators that the manual describes
-- not claimed: what the page does, or whether a login stands before it
WITH page AS MATERIALIZED (
  SELECT id, url, title, below_root, basename(url) AS base FROM web_page WHERE kind IN ('page', 'cgi')
)
SELECT page.id AS evidence,
       quote_text(page.url) || ' is a page of the web side' AS message,
       page.title AS page_title,
       CASE page.below_root WHEN 1 THEN 'exposed' ELSE 'present' END AS activation
FROM page
WHERE (page.base LIKE '%debug%' OR page.base LIKE '%telnet%'
       OR page.base LIKE '%webcmd%' OR page.base LIKE '%web_cmd%'
       OR page.base LIKE '%web_shell%' OR page.base LIKE '%webshell%'
       OR page.base LIKE '%syscmd%' OR page.base LIKE '%sys_cmd%'
       OR page.base LIKE '%backdoor%' OR page.base LIKE 'hidden%'
       OR page.base LIKE 'mfg%' OR page.base LIKE '%manufactur%'
       OR page.base LIKE '%factory_test%' OR page.base LIKE '%factorytest%'
       OR page.base LIKE 'start_art%' OR page.base LIKE 'engineer%'
       OR page.base IN ('shell.htm', 'shell.html', 'shell.cgi', 'cmd.htm', 'cmd.html', 'cmd.cgi',
                                     'dev.htm', 'dev.cgi', 'test.cgi', 'ate.htm', 'ate.asp', 'art.htm'))
