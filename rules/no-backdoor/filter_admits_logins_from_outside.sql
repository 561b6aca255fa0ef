-- id: filter_admits_logins_from_outside
-- title: A filter that lets logins in from the outside
-- severity: medium
-- confidence: likely
-- weakness: CWE-284
-- clauses: 3GPP TS 33.117 4.3.2.2; 3GPP TS 33.117 4.2.6.2.1
-- why: The rule accepts packets for a service of logins or management that come by an interface whose name is
--      that of an uplink.
-- refuted by: a rule before it that drops the packets, or a condition that is off as delivered
-- activation: present
-- not claimed: that the service runs
SELECT firewall_rule.id AS evidence,
       'port ' || quote_text(port) || ' is open from ' || quote_text(interface) ||
       CASE WHEN condition IS NULL THEN '' ELSE ', if ' || quote_text(condition) END || ': ' || 
       coalesce(quote_text(node.path), 'a file') || ', line ' || coalesce(firewall_rule.line, 1) AS message
FROM firewall_rule
JOIN (SELECT id AS file, path FROM node) AS node ON node.file = firewall_rule.node
WHERE upper(action) = 'ACCEPT' AND kind = 'rule' AND upper(coalesce(chain, '')) LIKE '%INPUT%'
  AND EXISTS (SELECT 1 FROM (VALUES ('22'), ('23'), ('2323'), ('69'), ('161'), ('7547')) AS login
              WHERE ',' || replace(port, ' ', ',') || ',' LIKE '%,' || login.column1 || ',%')
  AND (interface LIKE 'wan%' OR interface LIKE 'ppp%' OR interface LIKE 'pon%' OR interface LIKE 'wwan%')
