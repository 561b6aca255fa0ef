-- id: boot_from_network
-- title: A boot loader that boots from the network
-- severity: medium
-- confidence: strong
-- weakness: CWE-494; CWE-829
-- clauses: 3GPP TS 33.117 4.2.3.3.2; NIST SP 800-193 4.2.1
-- why: The boot command of a stored environment fetches what it starts from a server, a USB stick or a card, so that whoever has
--      these decides what runs.
-- refuted by: a signature that the boot loader checks before it starts the image
-- activation: started
-- not claimed: that the server or the stick is there
SELECT boot_variable.id AS evidence,
       'bootcmd is ' || quote_text(value) AS message
FROM boot_variable
WHERE name = 'bootcmd'
  AND crc_ok = 1
  AND (' ' || replace(value, ';', ' ') || ' ' LIKE '% tftp %'
       OR ' ' || replace(value, ';', ' ') || ' ' LIKE '% tftpboot %'
       OR ' ' || replace(value, ';', ' ') || ' ' LIKE '% dhcp %'
       OR ' ' || replace(value, ';', ' ') || ' ' LIKE '% bootp %'
       OR ' ' || replace(value, ';', ' ') || ' ' LIKE '% nfs %'
       OR value LIKE '%usb start%' OR value LIKE '%load usb%')
