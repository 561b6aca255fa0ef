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
SELECT web_page.id AS evidence,
       quote_text(web_page.url) || ' is a page of the web side' AS message,
       web_page.title AS page_title,
       CASE web_page.below_root WHEN 1 THEN 'exposed' ELSE 'present' END AS activation
FROM web_page
WHERE web_page.kind IN ('page', 'cgi')
  AND (basename(web_page.url) LIKE '%debug%' OR basename(web_page.url) LIKE '%telnet%'
       OR basename(web_page.url) LIKE '%webcmd%' OR basename(web_page.url) LIKE '%web_cmd%'
       OR basename(web_page.url) LIKE '%web_shell%' OR basename(web_page.url) LIKE '%webshell%'
       OR basename(web_page.url) LIKE '%syscmd%' OR basename(web_page.url) LIKE '%sys_cmd%'
       OR basename(web_page.url) LIKE '%backdoor%' OR basename(web_page.url) LIKE 'hidden%'
       OR basename(web_page.url) LIKE 'mfg%' OR basename(web_page.url) LIKE '%manufactur%'
       OR basename(web_page.url) LIKE '%factory_test%' OR basename(web_page.url) LIKE '%factorytest%'
       OR basename(web_page.url) LIKE 'start_art%' OR basename(web_page.url) LIKE 'engineer%'
       OR basename(web_page.url) IN ('shell.htm', 'shell.html', 'shell.cgi', 'cmd.htm', 'cmd.html', 'cmd.cgi',
                                     'dev.htm', 'dev.cgi', 'test.cgi', 'ate.htm', 'ate.asp', 'art.htm'))
