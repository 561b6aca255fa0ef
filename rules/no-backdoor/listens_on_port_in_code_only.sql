-- id: listens_on_port_in_code_only
-- title: A started program listens on a port that only its code names
-- severity: medium
-- confidence: strong
-- weakness: CWE-912
-- clauses: 3GPP TS 33.117 4.3.2.1; ETSI EN 303 645 5.6-1
-- why: The number stands in the machine code, and no setting, argument, unit or line of inetd that was read names it.
--      So whoever sets the device up cannot see the port, and has nothing to switch it off with. Ports below 1024 and
--      those by which devices find each other on one link, or find what to boot, have an assigned meaning and are left out.
-- refuted by: a branch that is never taken before the call, or a setting that the program reads and that keeps it away
-- activation: exposed
-- alternatives: a port that the vendor documents elsewhere; a port between two programs of the device
-- not claimed: what the service does, or that it asks for no login
SELECT listening.listener AS evidence, listening.started AS evidence_2,
       quote_text(listening.path) || ', which is started, listens on ' || listening.protocol || ' port ' ||
       listening.port || ', and nothing but its code names it' AS message,
       printf('0x%x', listening.call) AS call, listening.handler AS handler,
       -- An address that is not known could be one of the device alone.
       CASE WHEN listening.address IS NULL THEN 'started' ELSE 'exposed' END AS activation
FROM listening
WHERE listening.started IS NOT NULL
  AND listening.protocol IN ('tcp', 'udp')
  AND listening.port_from IN ('constant', 'parameter')
  AND listening.port >= 1024
  AND listening.port NOT IN (1900, 3702, 4011, 5353, 5355)
  AND coalesce(listening.address, '') NOT LIKE '127.%'
  AND coalesce(listening.address, '') NOT IN ('::1', 'localhost')
  -- A program of many names has the code of those that are not started, too.
  AND basename(listening.path) NOT IN ('busybox', 'toybox')
  AND NOT EXISTS (SELECT 1 FROM listener AS named
                  WHERE named.call IS NULL AND named.port = listening.port
                    AND coalesce(named.protocol, listening.protocol) = listening.protocol)
  AND NOT EXISTS (SELECT 1 FROM booted
                  WHERE ' ' || replace(replace(replace(booted.arguments, ':', ' '), '=', ' '), ',', ' ') || ' '
                        LIKE '% ' || listening.port || ' %')
  -- Bytes of the same file under several names are one thing.
  AND listening.node = (SELECT min(same.node) FROM listening AS same
                        WHERE same.listener = listening.listener AND same.started IS NOT NULL)
