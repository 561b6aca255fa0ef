-- id: certificate_check_switched_off
-- title: A client that takes any certificate
-- severity: medium
-- confidence: likely
-- weakness: CWE-295
-- clauses: 3GPP TS 33.117 4.2.3.2.4; ETSI EN 303 645 5.5-1
-- why: The library is told not to check who the peer is: with curl by an option that is 0, with the others by a mode that
--      lets any certificate pass, in a program that connects, accepts no connections, and nowhere asks for the certificate
--      or the outcome of a check. Whoever stands between can then read and change what is sent.
-- refuted by: a check of the peer in another way, such as a key that both have
-- activation: present
-- alternatives: a setting, off as delivered, that leads to this call; a connection within the device
-- not claimed: that the call is reached, or what is sent over the connection
SELECT crypto_use.id AS evidence,
       crypto_use.call || ' is called so that the certificate of the peer is not checked: '
         || quote_text(crypto_use.value) || CASE WHEN crypto_use.call LIKE 'curl%' THEN ' is 0' ELSE '' END AS message,
       printf('0x%x', crypto_use.address) AS address, crypto_use.function_name AS function
FROM crypto_use
WHERE crypto_use.kind = 'peer check' AND crypto_use.role = 'client'
  AND (crypto_use.call = 'curl_easy_setopt' OR crypto_use.checked_otherwise = 0)
