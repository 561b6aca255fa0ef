-- fires: both
INSERT INTO service_setting (service, section, name, value, line) VALUES ('samba', 'usb', 'guest ok', 'yes', 2), ('samba', 'usb', 'read only', 'no', 3);
-- silent: in two shares
INSERT INTO service_setting (service, section, name, value) VALUES ('samba', 'a', 'guest ok', 'yes'), ('samba', 'b', 'read only', 'no');
