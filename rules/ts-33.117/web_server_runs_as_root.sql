-- id: web_server_runs_as_root
-- title: A web server that is started as root
-- severity: medium
-- confidence: likely
-- weakness: CWE-250
-- clauses: 3GPP TS 33.117 4.3.4.2
-- why: The line that starts it names no other user, and so does no option and no setting of it. A fault of the server, or
--      of a program that it calls, then has all rights.
-- refuted by: a server that gives up its rights by itself or by its configuration
-- activation: started
-- alternatives: a file of settings that is not read here names another user
-- not claimed: that the running server still has these rights
SELECT booted.id AS evidence,
       quote_text(booted.program) || ' is started as root by ' || coalesce(booted.mechanism, 'a script') AS message
FROM booted
WHERE booted.called IN ('httpd', 'mini_httpd', 'thttpd', 'uhttpd', 'goahead', 'webs', 'micro_httpd')
  AND coalesce(booted.user, 'root') IN ('root', '0')
  AND ' ' || coalesce(booted.arguments, '') NOT GLOB '* -u *'
  AND NOT EXISTS (SELECT 1 FROM service_setting AS setting
                  WHERE setting.about = 'user' AND setting.service = booted.called
                    AND setting.value NOT IN ('root', '0') AND setting.value NOT LIKE 'root %')
