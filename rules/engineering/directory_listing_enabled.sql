-- id: directory_listing_enabled
-- title: A web server that lists its folders
-- severity: low
-- confidence: strong
-- weakness: CWE-548
-- clauses: 3GPP TS 33.117 4.3.4.10
-- why: Where a folder has no page of its own, the server shows the names of all files in it, also of those that
--      nothing links to.
-- refuted by: a later setting that turns it off for the folders that are reached
-- activation: present
-- alternatives: a folder that is meant to be listed, as for downloads
-- not claimed: that the server is started
SELECT service_setting.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' sets ' || quote_text(service_setting.name) || ' to ' ||
       quote_text(service_setting.value) AS message,
       service_setting.service AS server, service_setting.line AS line
FROM service_setting
JOIN node ON node.id = service_setting.node
WHERE service_setting.about = 'listing' AND service_setting.meaning = 'on'
