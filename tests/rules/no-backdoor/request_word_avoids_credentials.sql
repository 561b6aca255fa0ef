-- fires: gives back 1 without asking, else 0 or 1
INSERT INTO comparison (address, how, comparator, text, input, input_call, edge, returns_equal, returns_other,
  avoids_credentials, other_asks_credential)
VALUES (4096, 'name', 'strstr', 'currentsetting.htm', 'network', 'recv', 'branch', '1', '0 ?', 1, 1);
-- silent: from a file, the password itself, a value of its own, one that is not known, a refusal, and no password asked for otherwise
INSERT INTO comparison (address, how, comparator, text, input, credential_use, edge, returns_equal, returns_other,
  avoids_credentials, other_asks_credential)
VALUES (4096, 'name', 'strcmp', 'disabled', 'file', NULL, 'branch', '1', '0 1', 1, 1),
  (4100, 'name', 'strcmp', 'guest', 'network', 'password', 'branch', '1', '0 1', 1, 1),
  (4104, 'name', 'strstr', 'index.htm', 'network', NULL, 'branch', '2', '0 1', 1, 1),
  (4108, 'name', 'strstr', 'index.htm', 'network', NULL, 'branch', '?', '0 1', 1, 1),
  (4116, 'name', 'strstr', 'index.htm', 'network', NULL, 'branch', '0', '1 ?', 1, 1),
  (4120, 'name', 'strstr', 'index.htm', 'network', NULL, 'branch', '5', '0 ?', 1, 1),
  (4112, 'name', 'strstr', 'index.htm', 'request', NULL, 'branch', '1', '0 1', 1, 0);
