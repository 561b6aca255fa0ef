-- id: boot_from_network_by_default
-- title: A boot loader whose default boot command asks the network
-- severity: low
-- confidence: likely
-- weakness: CWE-494; CWE-829
-- clauses: 3GPP TS 33.117 4.2.3.3.2; NIST SP 800-193 4.2.1
-- why: Where no environment is stored, or its checksum does not hold, a boot loader takes the variables that it was
--      built with. This one would then fetch what it starts from a server, a USB stick or a card.
-- refuted by: a stored environment with another command, or a loader that starts the image by a way of its own first
-- activation: present
-- alternatives: a default that the maker's loader never comes to, as it has a menu of its own
-- not claimed: that the device ever boots so
SELECT boot_variable.id AS evidence,
       'by default, bootcmd is ' || quote_text(boot_variable.value) AS message
FROM boot_variable
JOIN node ON node.id = boot_variable.node
WHERE boot_variable.name = 'bootcmd'
  AND boot_variable.crc_ok IS NULL
  -- Programs of the system that read or write the environment carry a default, too.
  AND node.file_type <> 'elf'
  AND (' ' || replace(boot_variable.value, ';', ' ') || ' ' LIKE '% tftp %'
       OR ' ' || replace(boot_variable.value, ';', ' ') || ' ' LIKE '% tftpboot %'
       OR ' ' || replace(boot_variable.value, ';', ' ') || ' ' LIKE '% dhcp %'
       OR ' ' || replace(boot_variable.value, ';', ' ') || ' ' LIKE '% bootp %'
       OR ' ' || replace(boot_variable.value, ';', ' ') || ' ' LIKE '% nfs %'
       OR boot_variable.value LIKE '%usb start%' OR boot_variable.value LIKE '%load usb%')
