-- id: remote_access_applet_in_busybox
-- title: A busybox with servers that give access
-- severity: info
-- confidence: proven
-- weakness: CWE-1188
-- clauses: 3GPP TS 33.117 4.3.2.3; 3GPP TS 33.117 4.3.2.4
-- why: The applet is in the table of the program, so that whoever can run busybox starts it; a link of that
--      name is not needed.
-- refuted by: a busybox that refuses applets without a link
-- activation: present
-- not claimed: that anything starts it
SELECT min(applet.id) AS evidence,
       coalesce(quote_text(node.path), 'a busybox') || ' has ' || group_concat(applet.name, ', ') AS message
FROM applet
JOIN (SELECT id AS file, path FROM node) AS node ON node.file = applet.node
WHERE applet.name IN ('telnetd', 'ftpd', 'tftpd', 'inetd', 'tcpsvd', 'udpsvd', 'nc')
GROUP BY applet.node
