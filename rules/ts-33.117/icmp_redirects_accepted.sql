-- id: icmp_redirects_accepted
-- title: ICMP redirects are accepted
-- severity: low
-- confidence: strong
-- weakness: CWE-940
-- clauses: 3GPP TS 33.117 4.2.4.1.1.2
-- why: A redirect has the device send packets elsewhere; the catalogue wants it to have no effect. The setting lets it
--      have one.
-- refuted by: a later setting of the same name
-- activation: present
-- alternatives: accepted from routers that the device already uses (secure_redirects)
-- not claimed: that the line is run at boot
SELECT sysctl_setting.id AS evidence, quote_text(name || ' = ' || value) || ': ' ||
       quote_text(coalesce(node.path, node.locator)) || ', line ' || coalesce(sysctl_setting.line, 1) AS message
FROM sysctl_setting
JOIN (SELECT id AS file, path, locator FROM node) AS node ON node.file = sysctl_setting.node
WHERE name GLOB 'net.ipv[46].conf.*.accept_redirects' AND value = '1'
