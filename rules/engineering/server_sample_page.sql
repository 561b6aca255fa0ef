-- id: server_sample_page
-- title: The page with which a web server greets after its installation
-- severity: low
-- confidence: strong
-- weakness: CWE-1188
-- clauses: 3GPP TS 33.117 4.3.4.9
-- why: The title is that of a page which a server or framework ships as its greeting, example or test. It tells
--      which server runs, and that its defaults were left as they are.
-- refuted by: a page of the maker that has this title by chance
-- activation: present
SELECT web_page.id AS evidence,
       quote_text(web_page.url) || ' greets with ' || quote_text(web_page.sample) AS message
FROM web_page
WHERE web_page.sample IS NOT NULL
