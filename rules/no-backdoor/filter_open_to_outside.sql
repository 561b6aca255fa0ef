-- id: filter_open_to_outside
-- title: A filter that accepts from the outside whatever no rule names
-- severity: medium
-- confidence: strong
-- weakness: CWE-284; CWE-1188
-- clauses: 3GPP TS 33.117 4.3.2.2; 3GPP TS 33.117 4.2.6.2.1
-- why: The policy of the zone of the uplink is to accept, so every service of the device can be reached from there unless
--      a rule of its own drops the packets.
-- refuted by: a first boot that writes another policy
-- activation: present
-- alternatives: a device whose uplink is a network of the operator's own
-- not claimed: which services listen
SELECT firewall_rule.id AS evidence,
       'packets from the zone ' || quote_text(interface) || ' are accepted: ' ||
       quote_text(coalesce(node.path, node.locator)) || ', line ' || coalesce(firewall_rule.line, 1) AS message
FROM firewall_rule
JOIN (SELECT id AS file, path, locator FROM node) AS node ON node.file = firewall_rule.node
WHERE firewall_rule.kind = 'policy' AND chain = 'INPUT' AND upper(action) = 'ACCEPT'
  AND (interface LIKE 'wan%' OR interface LIKE 'wwan%' OR interface LIKE 'ppp%')
