-- id: secret_in_page
-- title: A password or key that the web side sends to every browser
-- severity: medium
-- confidence: strong
-- weakness: CWE-615; CWE-798; CWE-522
-- clauses: 3GPP TS 33.117 4.2.3.2.2; 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.4-1
-- why: A constant in a page or in a script that a page loads is sent to whoever asks for that page, and is the
--      same on every device of this image.
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
