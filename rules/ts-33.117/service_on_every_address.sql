-- id: service_on_every_address
-- title: A service that listens on every address of the device
-- severity: info
-- confidence: strong
-- weakness: CWE-668
-- clauses: 3GPP TS 33.117 4.3.2.2; 3GPP TS 33.117 4.3.5.1; 3GPP TS 33.117 4.4.2
-- why: Its configuration names the address that stands for all of them, so it can be reached from each network that the
--      device is in, unless a filter drops what comes from there.
-- refuted by: a filter that lets only the intended network in
-- activation: present
-- alternatives: a filter that is set up elsewhere
-- not claimed: that the service is started
SELECT listener.id AS evidence,
       quote_text(coalesce(listener.program, 'a program')) || ' listens on every address, ' ||
       coalesce(listener.protocol, '') || ' port ' || listener.port AS message
FROM listener
WHERE listener.call IS NULL
  AND listener.address IN ('0.0.0.0', '::', '*')
  AND listener.port IS NOT NULL
