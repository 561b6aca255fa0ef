-- fires: 1 without asking, else 0 or 1
INSERT INTO comparison (address, how, comparator, text, credential_use, edge, returns_equal, returns_other, avoids_credentials,
  other_asks_credential)
VALUES (4096, 'name', 'strcmp', 'superuser_7', 'password', 'branch', '1', '0 1', 1, 1);
-- silent: a name, a value of its own, one that is not known, no password asked for otherwise, and a mark of one character
INSERT INTO comparison (address, how, comparator, text, credential_use, edge, returns_equal, returns_other, avoids_credentials,
  other_asks_credential)
VALUES (4096, 'name', 'strcmp', 'root', 'name', 'branch', '1', '0 1', 1, 1),
  (4100, 'name', 'strcmp', 'anonymous', 'password', 'branch', '2', '0 1', 1, 1),
  (4104, 'name', 'strcmp', 'guest', 'password', 'branch', '0 1', '0 1', 1, 1),
  (4108, 'name', 'strcmp', 'guest', 'password', 'branch', '?', '0 1', 1, 1),
  (4112, 'name', 'strcmp', 'guest', 'password', 'branch', '1', '0 1', 1, 0),
  (4116, 'name', 'strcmp', '*', 'password', 'branch', '1', '0 1', 1, 1);
