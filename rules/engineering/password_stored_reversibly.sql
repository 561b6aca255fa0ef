-- id: password_stored_reversibly
-- title: A password in a form that anyone can turn back
-- severity: low
-- confidence: proven
-- weakness: CWE-257; CWE-261
-- clauses: 3GPP TS 33.117 4.2.3.2.3
-- why: The form is no hash and no encryption: it is known how to turn it back, without any key. It hides the
--      password from a glance and from nobody else.
-- refuted by: nothing but another reading of the bytes
-- activation: present
SELECT credential.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' has ' || quote_text(credential.name) ||
       ' in form ' || quote_text(credential.encoding) ||
       ', which is ' || mask_text(credential.plain) AS message
FROM credential
JOIN node ON node.id = credential.node
WHERE credential.state = 'reversible'
  AND credential.encoding <> 'base64'
