-- id: removable_medium_gives_rights
-- title: A removable medium that is mounted with set-user-id programs or device nodes let in
-- severity: low
-- confidence: strong
-- weakness: CWE-250; CWE-732
-- clauses: 3GPP TS 33.117 4.3.3.1.6
-- why: mount(8): without nosuid and nodev, a file on the medium with the set-user-id bit gives whoever runs it the
--      rights of its owner, and a device node there opens the device. user and users include both.
-- refuted by: a later mount of the same folder with these options
-- activation: present
-- alternatives: a file system that keeps neither (FAT and NTFS are let off)
-- not claimed: that users of the device can plug in a medium, or log in to run what is on it
SELECT mount_point.id AS evidence,
       quote_text(coalesce(mount_point.device, 'a device')) || ' is mounted at ' || quote_text(mount_point.folder) ||
       ' without ' || CASE WHEN lacks_suid AND lacks_dev THEN 'nosuid and nodev'
                           WHEN lacks_suid THEN 'nosuid' ELSE 'nodev' END || ': ' ||
       quote_text(coalesce(node.path, node.locator)) || ', line ' || coalesce(mount_point.line, 1) AS message
FROM (SELECT *, ',' || coalesce(options, '') || ',' NOT GLOB '*,nosuid,*' AS lacks_suid,
             ',' || coalesce(options, '') || ',' NOT GLOB '*,nodev,*' AS lacks_dev
      FROM mount_point) AS mount_point
JOIN node ON node.id = mount_point.node
WHERE (mount_point.lacks_suid OR mount_point.lacks_dev)
  AND (mount_point.device GLOB '/dev/sd[a-z]*' OR mount_point.folder GLOB '/media/*'
       OR mount_point.folder GLOB '/mnt/usb*' OR mount_point.folder GLOB '/mnt/sd*'
       OR (mount_point.folder GLOB '/mnt/*' AND (node.path LIKE '%hotplug%' OR node.path LIKE '%mdev%')))
  AND lower(coalesce(mount_point.type, '')) NOT IN ('vfat', 'msdos', 'fat', 'exfat', 'ntfs', 'ntfs-3g', 'tmpfs',
                                                    'ramfs', 'swap')
  AND mount_point.folder <> '/'
  AND ',' || coalesce(mount_point.options, '') || ',' NOT GLOB '*,user,*'
  AND ',' || coalesce(mount_point.options, '') || ',' NOT GLOB '*,users,*'
  AND ',' || coalesce(mount_point.options, '') || ',' NOT GLOB '*bind,*'
