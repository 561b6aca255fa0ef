-- id: port_to_be_open
-- title: A port that is to be open when the device runs
-- severity: info
-- confidence: strong
-- weakness: CWE-1059
-- clauses: 3GPP TS 33.117 4.4.2
-- why: A scan of all ports is held against the vendor's list of services. This port is opened by a program that the
--      boot starts, as a setting, an argument or its code has it. Where a declaration was supplied, the finding says
--      whether it lists the port and its program.
-- refuted by: a filter or a setting that keeps the port closed
-- activation: exposed
-- alternatives: a port that is open in another mode of the product
-- not claimed: that the port is open in every configuration, or that it is not documented
SELECT listener.id AS evidence,
       expected_socket.protocol || ' port ' || expected_socket.port || ' of ' || quote_text(expected_socket.program) ||
       ' is to be open' AS message,
       expected_socket.address AS address
FROM expected_socket
JOIN listener ON listener.id = expected_socket.listener
WHERE expected_socket.by_default
  AND coalesce(expected_socket.address, '') NOT LIKE '127.%' AND coalesce(expected_socket.address, '') <> '::1'
  AND (EXISTS (SELECT 1 FROM booted WHERE booted.called = expected_socket.program
               OR (booted.called = 'busybox' AND booted.arguments LIKE expected_socket.program || '%'))
       OR EXISTS (SELECT 1 FROM listening WHERE listening.listener = listener.id AND listening.started IS NOT NULL))
