-- id: filter_admits_fixed_address
-- title: A filter that lets a fixed outside address in
-- severity: medium
-- confidence: strong
-- weakness: CWE-284; CWE-912
-- clauses: 3GPP TS 33.117 4.3.2.2; 3GPP TS 33.117 4.2.6.2.1
-- why: The rule accepts packets to the device from an address that stands in the image and lies in no private
--      range, so that its owner is let past the filter of every unit.
-- refuted by: a rule before it that drops the packets, or a script that is never run
-- activation: present
-- alternatives: the address is an example, or one of a documented support service
-- not claimed: whose address it is, or what answers behind the filter
SELECT firewall_rule.id AS evidence,
       'packets from ' || quote_text(source) || ' are accepted: ' || 
       coalesce(quote_text(node.path), 'a file') || ', line ' || coalesce(firewall_rule.line, 1) AS message
FROM firewall_rule
JOIN (SELECT id AS file, path FROM node) AS node ON node.file = firewall_rule.node
WHERE upper(action) = 'ACCEPT' AND kind = 'rule' AND upper(coalesce(chain, '')) LIKE '%INPUT%'
  AND source GLOB '[1-9]*.[0-9]*.[0-9]*.[0-9]*'
  AND source NOT GLOB '10.*' AND source NOT GLOB '127.*' AND source NOT GLOB '192.168.*'
  AND source NOT GLOB '169.254.*' AND source NOT GLOB '172.1[6-9].*' AND source NOT GLOB '172.2[0-9].*'
  AND source NOT GLOB '172.3[01].*' AND source NOT GLOB '22[4-9].*' AND source NOT GLOB '2[3-5][0-9].*'
  AND source NOT GLOB '100.6[4-9].*' AND source NOT GLOB '100.[7-9][0-9].*' AND source NOT GLOB '100.1[01][0-9].*'
  AND source NOT GLOB '100.12[0-7].*'
