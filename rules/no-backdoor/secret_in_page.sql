-- id: secret_in_page
-- title: A password or key that the web side sends to every browser
-- severity: medium
-- confidence: strong
-- weakness: CWE-615; CWE-798; CWE-522
-- clauses: 3GPP TS 33.117 4.2.3.2.2; 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.4-1
-- why: A constant in a page or in a script that a page loads is sent to whoever asks for that page, and is the
--      same on every device of this image.
--      Left out are texts of translations, and a value that stands for passwords of three names or more: pages
--      show such a mask where a password is set.
-- refuted by: a value that is only shown as an example, or that the program behind the page refuses
-- alternatives: a text of the user interface; the key of a public service, which is meant to be seen
-- not claimed: what it opens
SELECT secret.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has a ' || secret.kind || ' as a constant, ' ||
       quote_text(secret.name) || ', of ' || length(secret.value) || ' characters' AS message,
       secret.line AS line,
       CASE WHEN page.below_root = 1 THEN 'exposed' ELSE 'present' END AS activation
FROM secret
JOIN node ON node.id = secret.node
LEFT JOIN web_page AS page ON page.node = secret.node
WHERE secret.holder IN ('page', 'page script')
  AND coalesce(node.path, '') NOT LIKE '%/lang%/%' AND coalesce(node.path, '') NOT LIKE '%/i18n/%'
  AND coalesce(node.path, '') NOT LIKE '%/locale%/%' AND coalesce(node.path, '') NOT LIKE '%/translations/%'
  AND (secret.kind <> 'password'
       OR 3 > (SELECT count(DISTINCT lower(rtrim(same.name, '0123456789'))) FROM secret AS same
               WHERE same.value = secret.value AND same.kind = 'password' AND same.holder = secret.holder))
