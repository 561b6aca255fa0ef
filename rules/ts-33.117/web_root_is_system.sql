-- id: web_root_is_system
-- title: A web server that gives out the system's own files
-- severity: medium
-- confidence: strong
-- weakness: CWE-552
-- clauses: 3GPP TS 33.117 4.3.4.14; 3GPP TS 33.117 4.3.4.10
-- why: The folder of the server, or one that an alias adds, is the root of the file system or one of settings, keys or
--      memory. Whoever may ask for a page may ask for any file there.
-- refuted by: a rule of the server that refuses these paths, or a root of its own (chroot) that it runs in
-- activation: present
-- not claimed: that the server is started
SELECT service_setting.id AS evidence,
       quote_text(service_setting.service) || ' gives out ' || quote_text(service_setting.value) || ': ' ||
       quote_text(coalesce(node.path, node.locator)) || ', line ' || coalesce(service_setting.line, 1) AS message
FROM service_setting
JOIN node ON node.id = service_setting.node
WHERE service_setting.about IN ('root', 'alias')
  AND EXISTS (SELECT 1 FROM (SELECT '/' AS folder UNION SELECT '/etc' UNION SELECT '/proc' UNION SELECT '/root'
                             UNION SELECT '/dev' UNION SELECT '/sys') AS own
              WHERE rtrim(service_setting.value, '/" )') = rtrim(own.folder, '/') AND service_setting.about = 'root'
                    AND service_setting.value GLOB '/*'
                 OR service_setting.about = 'alias'
                    AND (service_setting.value GLOB '* ' || own.folder OR service_setting.value GLOB '* ' || own.folder || '/'
                         OR service_setting.value = own.folder))
