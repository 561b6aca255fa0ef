-- id: web_login_without_logout
-- title: Pages with a login, and none that ends it
-- severity: info
-- confidence: likely
-- weakness: CWE-613
-- clauses: 3GPP TS 33.117 4.2.3.5.1
-- why: A form of the web side asks for a user's name and password, and no page, route, form or parameter is called
--      after a logout. A user would have no means to end the session.
-- refuted by: a program that ends the session under another name
-- activation: present
-- alternatives: a login by the browser (basic authentication), which has no end of its own
-- not claimed: that sessions never end
SELECT min(web_form.id) AS evidence,
       count(*) || ' form' || CASE count(*) WHEN 1 THEN ' asks' ELSE 's ask' END || ' for a login, as in ' ||
       quote_text(min(coalesce(node.path, node.locator))) || ', and no name is that of a logout' AS message
FROM web_form
JOIN node ON node.id = web_form.node
WHERE web_form.passwords = 1 AND web_form.field_count <= 6
  AND (lower(coalesce(web_form.action, '')) LIKE '%login%' OR lower(coalesce(web_form.target, '')) LIKE '%login%'
       OR lower(coalesce(web_form.target, '')) LIKE '%auth%' OR lower(coalesce(node.path, '')) LIKE '%login%')
  AND NOT EXISTS (SELECT 1 FROM web_route WHERE lower(route) LIKE '%log%out%' OR lower(route) LIKE '%logoff%'
                  OR lower(route) LIKE '%sign%out%' OR lower(coalesce(handler, '')) LIKE '%logout%')
  AND NOT EXISTS (SELECT 1 FROM web_page WHERE lower(url) LIKE '%log%out%' OR lower(url) LIKE '%logoff%'
                  OR lower(url) LIKE '%sign%out%')
  AND NOT EXISTS (SELECT 1 FROM web_parameter WHERE lower(name) LIKE '%logout%' OR lower(name) LIKE '%logoff%'
                  OR lower(coalesce(value, '')) LIKE '%logout%' OR lower(coalesce(value, '')) LIKE '%logoff%')
HAVING count(*) > 0
