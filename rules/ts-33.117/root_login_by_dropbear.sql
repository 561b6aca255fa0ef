-- id: root_login_by_dropbear
-- title: An SSH server that lets root in by password, and a root that has one
-- severity: medium
-- confidence: strong
-- weakness: CWE-250
-- clauses: 3GPP TS 33.117 4.3.2.6
-- why: dropbear(8) lets root log in unless it is started with -w, and by password unless with -s or -g. It is started
--      here without any of them, and the image has an account with number 0 whose password is set or empty.
-- refuted by: a wrapper that adds one of the options, or a boot that never comes to the line
-- activation: started
-- alternatives: a start script that locks the account first
-- not claimed: on which interface the server listens
SELECT booted.id AS evidence, min(account.id) AS evidence_2,
       quote_text(booted.program || ' ' || coalesce(booted.arguments, '')) || ' lets account ' ||
       quote_text(account.name) || ' in, which has number 0' AS message
FROM booted
JOIN account ON account.name = 'root' AND account.file IN ('passwd', 'shadow')
            AND account.state IN ('hash', 'plain', 'empty')
            AND coalesce(basename(account.shell), '') NOT IN ('nologin', 'false')
WHERE booted.called = 'dropbear'
  AND ' ' || coalesce(booted.arguments, '') NOT GLOB '* -[wsg]*'
  AND ' ' || coalesce(booted.arguments, '') NOT GLOB '* -[FBREmjkTa][wsg]*'
  AND ' ' || coalesce(booted.arguments, '') NOT GLOB '* -[FBREmjkTa][FBREmjkTa][wsg]*'
  AND coalesce(booted.arguments, '') NOT LIKE '%$%'
GROUP BY booted.id
