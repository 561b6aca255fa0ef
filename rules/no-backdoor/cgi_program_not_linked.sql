-- id: cgi_program_not_linked
-- title: A CGI program that nothing in the image names
-- severity: medium
-- confidence: likely
-- weakness: CWE-912
-- clauses: 3GPP TS 33.117 4.3.2.1; 3GPP TS 33.117 4.3.2.4
-- why: The web server runs whatever lies in its folder of programs when its path is asked for. No page, script,
--      program, setting or list of packages of the image has the name of this one, so no one comes to it who
--      was not told of it.
-- refuted by: a name that another program puts together from parts, or a manual that describes it
-- alternatives: an interface for another program, or for tests
-- not claimed: what it does, or whether a login stands before it
SELECT web_page.id AS evidence, unreferred_file.id AS evidence_2,
       quote_text(web_page.url) || ' can be asked for, and nothing else in the image names it' AS message,
       CASE web_page.below_root WHEN 1 THEN 'exposed' ELSE 'present' END AS activation
FROM web_page
JOIN unreferred_file ON unreferred_file.node = web_page.node
WHERE web_page.kind = 'cgi'
  AND NOT EXISTS (SELECT 1 FROM web_route WHERE web_route.base = basename(web_page.url)
                    AND web_route.node <> web_page.node)
