-- id: script_makes_account
-- title: A script that makes an account
-- severity: high
-- confidence: strong
-- weakness: CWE-798; CWE-912
-- clauses: 3GPP TS 33.117 4.2.3.4.2.3; ETSI EN 303 645 5.1-1
-- why: The command makes the account, or sets its password, when the script runs: with a password that is in the
--      script, or none. A look into the password files of the image does not show it.
-- refuted by: a script that no boot and no program runs, or that another one undoes
-- activation: present
-- alternatives: a script that installs or tests packages
-- not claimed: that a login service is started
SELECT account.id AS evidence,
       CASE WHEN EXISTS (SELECT 1 FROM booted WHERE booted.node = account.node) THEN
         (SELECT min(booted.id) FROM booted WHERE booted.node = account.node) END AS evidence_2,
       quote_text(coalesce(node.path, node.locator)) || ' gives account ' || quote_text(account.name) || ' ' ||
       CASE account.state WHEN 'empty' THEN 'an empty password'
            WHEN 'plain' THEN 'the password ' || mask_text(account.password)
            ELSE 'a password hash (' || coalesce(account.scheme, 'scheme not known') || ')' END AS message,
       account.uid AS uid, account.dictionary_source AS dictionary,
       CASE WHEN EXISTS (SELECT 1 FROM booted WHERE booted.node = account.node) THEN 'started'
            ELSE 'present' END AS activation
FROM account
JOIN node ON node.id = account.node
WHERE account.file = 'script'
  AND account.state IN ('empty', 'plain', 'hash')
