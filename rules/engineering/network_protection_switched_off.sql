-- id: network_protection_switched_off
-- title: A network protection of the kernel that is switched off
-- severity: low
-- confidence: strong
-- weakness: CWE-1188
-- clauses: 3GPP TS 33.117 4.3.3.1.1; 3GPP TS 33.117 4.3.3.1.2; 3GPP TS 33.117 4.3.3.1.4; 3GPP TS 33.117 4.2.4.1.1.3
-- why: The setting lets senders choose routes, answers broadcasts, or gives up the defence against half-open
--      connections or the random layout of programs.
-- refuted by: a later setting of the same name
-- activation: present
-- not claimed: that the file is read, or the line run, at boot
SELECT sysctl_setting.id AS evidence, quote_text(name || ' = ' || value) || ': ' || 
       coalesce(quote_text(node.path), 'a file') || ', line ' || coalesce(sysctl_setting.line, 1) AS message
FROM sysctl_setting
JOIN (SELECT id AS file, path FROM node) AS node ON node.file = sysctl_setting.node
WHERE (name GLOB 'net.ipv4.conf.*.accept_source_route'
       OR name GLOB 'net.ipv6.conf.*.accept_source_route') AND value = '1'
   OR name = 'net.ipv4.tcp_syncookies' AND value = '0'
   OR name = 'net.ipv4.icmp_echo_ignore_broadcasts' AND value = '0'
   OR name = 'kernel.randomize_va_space' AND value IN ('0', '1')
