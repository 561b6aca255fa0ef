-- The tables of a case file, schema version 1 (PRAGMA user_version).
--
-- Offsets and sizes are in bytes. Digests are SHA-256 as 64 lower-case hex digits unless said otherwise.
-- Text of an image is bytes: it stands as TEXT where it is UTF-8 without NUL, else as BLOB. Yes and no
-- are 1 and 0. NULL means: not stated, or not known; it never means no.

-- What was scanned, by what, under which limits. Nothing here tells a clock, a host or a user.
CREATE TABLE case_info (
  key   TEXT PRIMARY KEY, -- 'tool_version', 'image_name', 'image_size', 'image_sha256', 'standard', ...
  value                   -- integer or text
) WITHOUT ROWID;

-- Where the image came from, as the person who scanned it said.
CREATE TABLE provenance (
  key   TEXT PRIMARY KEY, -- 'obtained_by', 'obtained_from', 'obtained_on', 'checked_against'
  value TEXT NOT NULL     -- or 'not stated'
) WITHOUT ROWID;

-- The image in runs of one size (the last is shorter), for the picture of it and to find an altered byte.
CREATE TABLE image_chunk (
  offset       INTEGER PRIMARY KEY, -- in the image
  size         INTEGER NOT NULL,    -- a power of two, at least 4096, so that there are at most 4096 chunks
  sha256       TEXT NOT NULL,
  entropy_mbit INTEGER NOT NULL     -- Shannon entropy, thousandths of a bit per byte, 0 to 8000
);

-- Every run of bytes that has a name: the image, containers in it, their members, gaps. A tree in pre-order.
CREATE TABLE node (
  id           INTEGER PRIMARY KEY,         -- place in pre-order; the image is 0
  parent       INTEGER REFERENCES node(id), -- NULL for the image
  kind         TEXT NOT NULL,               -- image chunk file directory symlink char_device block_device fifo socket gap
  name         TEXT NOT NULL DEFAULT '',    -- chunk: the handler's id; member: its path in the container; gap: empty
  nth          INTEGER NOT NULL DEFAULT 1,  -- among members of one name in one container, from 1
  locator      TEXT NOT NULL DEFAULT '',    -- the path from the image down: image[0x20:0x100]trx/part1
  path         TEXT,                        -- of a member: '/' and its name; of others NULL
  range_offset INTEGER NOT NULL DEFAULT 0,  -- chunk, gap: where it stands in the parent's bytes; member: in its
  range_size   INTEGER NOT NULL DEFAULT 0,  --   chunk's bytes, where it stands there as one plain run, else 0, 0
  size         INTEGER NOT NULL DEFAULT 0,  -- of its bytes, plain
  sha256       TEXT,                        -- of its bytes; NULL where they could not be read, or there are none
  same_as      INTEGER REFERENCES node(id), -- an earlier node with the same bytes: facts and children stand there
  title        TEXT NOT NULL DEFAULT '',    -- one line for people: 'SquashFS 4.0, xz, 552 inodes'
  file_type    TEXT NOT NULL DEFAULT '',    -- of a leaf: what its bytes look like
  mode         INTEGER,                     -- permission, set-id and sticky bits: 07777
  uid          INTEGER,                     -- owner
  gid          INTEGER,                     -- group
  mtime_s      INTEGER,                     -- modification, seconds since 1970-01-01 UTC
  device_major INTEGER,                     -- of char_device and block_device
  device_minor INTEGER,
  inode        INTEGER,                     -- names of one container with one inode are hard links to one file;
                                            --   from 2^63 on it shows negative
  link_target  TEXT                         -- of a symlink
);
CREATE INDEX node_parent ON node(parent);
CREATE INDEX node_path ON node(path);

-- The node in which the facts and children of a node stand: itself, or the earlier one with the same bytes.
CREATE VIEW node_content AS SELECT id AS node, coalesce(same_as, id) AS content FROM node;

-- What a container's header states.
CREATE TABLE header (
  node  INTEGER NOT NULL REFERENCES node(id),
  nth   INTEGER NOT NULL, -- order, from 1
  name  TEXT NOT NULL,    -- snake_case, unit last: 'load_address', 'version', 'build_time_s'
  value,                  -- integer, text, or NULL
  PRIMARY KEY (node, nth)
) WITHOUT ROWID;

-- Checksums and other self-tests that a format carries.
CREATE TABLE node_check (
  node   INTEGER NOT NULL REFERENCES node(id),
  nth    INTEGER NOT NULL, -- order, from 1
  name   TEXT NOT NULL,    -- 'header crc32'
  state  TEXT NOT NULL,    -- ok bad absent
  detail TEXT NOT NULL,    -- stated and computed value where they differ
  PRIMARY KEY (node, nth)
) WITHOUT ROWID;

-- What every byte of a container is. The regions of a node touch each other and add up to its size.
CREATE TABLE region (
  node          INTEGER NOT NULL REFERENCES node(id),
  offset        INTEGER NOT NULL, -- in the node
  size          INTEGER NOT NULL,
  kind          TEXT NOT NULL,    -- known padding encrypted unknown
  label         TEXT NOT NULL,    -- 'super block', 'member data', ...; empty where unknown
  padding_value INTEGER,          -- of padding: the byte, 0 to 255
  entropy_mbit  INTEGER NOT NULL, -- as in image_chunk
  PRIMARY KEY (node, offset)
) WITHOUT ROWID;

-- Extended attributes of members.
CREATE TABLE xattr (
  node  INTEGER NOT NULL REFERENCES node(id),
  nth   INTEGER NOT NULL, -- order, from 1
  name  TEXT NOT NULL,    -- 'security.capability'
  value,
  PRIMARY KEY (node, nth)
) WITHOUT ROWID;

-- What could not be read, and why.
CREATE TABLE problem (
  id       INTEGER PRIMARY KEY,
  node     INTEGER REFERENCES node(id), -- NULL: the scan as a whole
  stage    TEXT NOT NULL,               -- 'probe', 'expand', 'decode', 'read', 'sandbox'
  code     TEXT NOT NULL,               -- truncated corrupt unsupported encrypted limit
  sentence TEXT NOT NULL,
  offset   INTEGER NOT NULL,            -- in the node
  size     INTEGER NOT NULL             -- 0 where no range is meant
);

-- How much was looked at. A name that is missing was not measured.
CREATE TABLE coverage (
  name    TEXT PRIMARY KEY, -- 'bytes_known', 'members_unreadable', ...
  value   INTEGER NOT NULL,
  unit    TEXT NOT NULL,    -- 'bytes', 'nodes', ...
  meaning TEXT NOT NULL     -- one sentence
) WITHOUT ROWID;

-- ===========================================================================================================
-- Facts: what bytes state, with no opinion. Every fact is a row in the table of its kind. The first five columns of
-- these tables are the same:
--   id      unique over all tables; by node, table, place
--   node    whose bytes state it
--   offset  of those bytes in the node
--   size    of those bytes, never 0
--   method  how it was read
-- The view `fact` has these five of all tables, and `tbl`, the table's name; it is made from what stands here.
-- ===========================================================================================================

-- In which table a fact is: those with ids from `first` up to that of the next row are of one table and one node.
CREATE TABLE fact_run (
  first INTEGER PRIMARY KEY,
  tbl   TEXT NOT NULL,
  node  INTEGER NOT NULL REFERENCES node(id)
);

-- A line of a passwd or shadow file, or an account told of elsewhere.
CREATE TABLE account (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  name              TEXT,
  uid               INTEGER,
  gid               INTEGER,
  password          TEXT,    -- the password field as it stands
  scheme            TEXT,    -- of a hash: des bsdi md5 apr1 bcrypt sha256 sha512 yescrypt ...
  state             TEXT,    -- empty locked hash plain shadowed; unknown: fits no scheme
  known_plaintext   TEXT,    -- the password, where a dictionary has it
  dictionary_line   INTEGER, -- its line there, from 1; NULL where it was tried without one
  dictionary_source TEXT,    -- which dictionary, with its date, and where that has it from
  tried_count       INTEGER, -- passwords tried on the hash
  home              TEXT,
  shell             TEXT,    -- NULL where the file has no such field; empty where it is empty
  file              TEXT     -- what kind of file: passwd shadow htpasswd htdigest smbpasswd; sqlite sql: a row of
                             --   a database or of its dump; script: a script that makes the account
);

-- A command of a script that puts a file in the place of a password file: cp, mv, ln, cat with its output sent there.
CREATE TABLE account_copy (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  source      TEXT,   -- '/etc/passwd.bak'
  destination TEXT,   -- '/var/passwd'
  command     TEXT,   -- cp mv ln cat
  condition   TEXT,   -- as in started
  line        INTEGER
);

-- A password, community, key or token that a configuration file states: what the device is set to use. The user's
-- hash in a password file is an account; what stands as a constant in code is a secret.
CREATE TABLE credential (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  kind              TEXT,    -- password psk community secret token api_key key pin
  name              TEXT,    -- of the setting
  section           TEXT,    -- in which it stands; of XML and JSON the path to it
  value             TEXT,    -- as it stands
  state             TEXT,    -- plain hash reversible empty; placeholder: to be put in later; reference: is elsewhere
  service           TEXT,    -- snmp tr069 ppp wifi web ftp samba radius vpn mqtt login ...; NULL where nothing tells
  user              TEXT,    -- whose it is
  access            TEXT,    -- of a community or SNMP user: read write trap
  source            TEXT,    -- from where it is taken: 'default', '10.0.0.0/8'
  scheme            TEXT,    -- of a hash: as in account, 'md5 hex', 'sha1 hex', 'sha256 hex', ...
  encoding          TEXT,    -- of what is reversible: 'base64', 'cisco 7', 'juniper 9'
  plain             TEXT,    -- what is behind a reversible form
  known_plaintext   TEXT,    -- as in account
  dictionary_line   INTEGER,
  dictionary_source TEXT,
  tried_count       INTEGER
);

-- A public or private key.
CREATE TABLE key (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  kind            TEXT,    -- private public
  encoding        TEXT,    -- pem der openssh dropbear putty
  algorithm       TEXT,    -- rsa dsa ec ed25519 ...
  bits            INTEGER, -- of the modulus or the curve's order
  curve           TEXT,    -- of ec: 'prime256v1'
  encrypted       INTEGER, -- whether a passphrase protects it
  fingerprint     TEXT,    -- SHA-256 of the public key's SubjectPublicKeyInfo; NULL where encrypted
  ssh_fingerprint TEXT,    -- as ssh-keygen -l shows it: 'SHA256:...'
  comment         TEXT,
  options         TEXT,    -- of a line in authorized_keys
  exponent        TEXT,    -- of RSA: decimal, or hex with 0x past 64 bits
  modulus         TEXT,    -- of RSA: hex in capitals; NULL past 8192 bits
  weak            TEXT,    -- of RSA: 'close primes', 'small factor', 'roca', 'shared prime' (with another of the first
                           --   256 moduli of the image); NULL where none was seen
  known_kind      TEXT,    -- where its private half is published (data/known_keys.tsv): login host sample test
  known_as        TEXT,    -- whose it is, there
  known_source    TEXT     -- where it was published
);

-- A key file, certificate or authority that a service's configuration names.
CREATE TABLE key_use (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  service TEXT,    -- 'nginx', 'stunnel', by the name of the file or of the program
  setting TEXT,    -- 'ssl_certificate_key'
  role    TEXT,    -- key certificate authority (whose certificates are believed) shared (a secret of both ends)
  path    TEXT     -- as it is named
);

-- Where the files are that `key_use` names: by their whole path, or by their last part where a relative one is named.
CREATE VIEW key_use_file AS
SELECT key_use.id AS key_use, node.id AS node, node_content.content AS content
FROM key_use
JOIN node ON node.path = key_use.path
  OR (key_use.path NOT LIKE '/%' AND node.path LIKE '%/' || ltrim(key_use.path, './'))
JOIN node_content ON node_content.node = node.id
WHERE node.kind = 'file';

-- Somebody outside who is let in without a password: by a key, or by the name of a host.
CREATE TABLE trust (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  by          TEXT, -- 'ssh key'; 'host name': hosts.equiv, .rhosts, .shosts; of sshd: 'ssh authority' (whose
                    --   certificates log in), 'ssh principal' (a name that such a certificate has), 'ssh command'
                    --   (which prints keys that may log in)
  user        TEXT, -- as whom; NULL: as the same user
  who         TEXT, -- the key's comment; the host, '+' for every one; the authority's file; the principal; the command
  fingerprint TEXT, -- of a key: as key.ssh_fingerprint
  options     TEXT  -- of a key
);

-- A line of a group or gshadow file.
CREATE TABLE user_group (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  name    TEXT,
  gid     INTEGER,
  state   TEXT,    -- of its password: as account.state
  members TEXT,    -- user names, separated by blanks
  file    TEXT     -- group gshadow
);

-- Private keys that no passphrase protects, without the ones by which a program tests or measures itself: published
-- keys of kind test or sample within an ELF file, or in bytes that are no file, such as an unpacked kernel.
CREATE VIEW device_key AS
SELECT key.*
FROM key
JOIN node ON node.id = key.node
WHERE key.kind = 'private'
  AND key.encrypted = 0
  AND NOT ((node.file_type = 'elf' OR node.kind <> 'file') AND coalesce(key.known_kind, '') IN ('test', 'sample'));

-- An X.509 certificate.
CREATE TABLE certificate (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  subject             TEXT,    -- 'C=DE, O=Vendor, CN=router'
  issuer              TEXT,
  serial              TEXT,    -- hex
  not_before_s        INTEGER, -- seconds since 1970-01-01 UTC
  not_after_s         INTEGER,
  signature_algorithm TEXT,    -- 'RSA-SHA256'
  key_algorithm       TEXT,    -- as key.algorithm
  key_bits            INTEGER,
  modulus             TEXT,    -- of its key, as in key
  key_weak            TEXT,    -- of its key, as key.weak
  self_signed         INTEGER, -- whether its own key made its signature
  is_ca               INTEGER, -- basic constraints
  fingerprint         TEXT,    -- SHA-256 of the DER bytes
  key_fingerprint     TEXT,    -- as key.fingerprint
  known_kind          TEXT,    -- of its key, as in key
  known_as            TEXT,
  known_source        TEXT
);

-- A program that something starts.
CREATE TABLE started (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  program   TEXT,    -- as it is called: '/usr/sbin/telnetd', 'telnetd', '$DIR/telnetd', '/etc/init.d/S??*'
  arguments TEXT,    -- the rest of the command
  user      TEXT,    -- as whom; NULL where not said (then root, as a rule)
  mechanism TEXT,    -- kernel inittab rc systemd runit inetd cron hotplug; init.d and script: where it is called
  function  TEXT,    -- of a script: the function in whose body the line stands
  pattern   TEXT,    -- what `program` must match, as GLOB has it, where parts of it cannot be told
  trigger   TEXT,    -- 'sysinit', 'S50telnet', 'telnet start()', 'multi-user.target', 'telnet stream tcp', '*/5 * * * *'
  condition TEXT,    -- the test that stands before it, as text; NULL where there is none
  position  INTEGER, -- order among those that the same file starts, from 1
  line      INTEGER  -- in the file, from 1
);

-- A port that a program listens on, or another socket on which it takes what others send. Settings, arguments and
-- units name the program; rows that machine code states (call IS NOT NULL) stand at the program's own file, and the
-- view `listening` joins them with what starts it.
CREATE TABLE listener (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  protocol  TEXT,    -- tcp udp; of machine code also sctp raw packet unix netlink; NULL where not known
  address   TEXT,    -- '0.0.0.0', '::', '*' (all of both), '127.0.0.1'; NULL where not known
  port      INTEGER, -- NULL where not known, and where there is none
  handler   TEXT,    -- function that serves it: its name, or '0x...'
  program   TEXT,
  interface TEXT,    -- 'br0'; NULL where not said
  service   TEXT,    -- the kind of service: 'ssh' 'telnet' 'http' ...; NULL where not known
  -- Of machine code only.
  family    TEXT,    -- inet inet6 unix netlink packet
  path      TEXT,    -- of a unix socket; '@' in front where the name is abstract
  receives  INTEGER, -- of raw, packet and netlink sockets: IP protocol, Ethernet type (3: all), netlink family
  port_from TEXT,    -- constant; parameter (a caller passes this number); initial (unless a setting, a variable or an
                     -- argument says otherwise); any (0: the kernel chooses); NULL where the port is not known
  setting   TEXT,    -- the name by which the program asks for the port
  asked_of  TEXT,    -- the function that it asks: 'getenv', 'nvram_get'
  call      INTEGER, -- address of the call that binds
  callee    TEXT,    -- whom it calls: 'bind' 'getaddrinfo' 'socket' or a library's function
  function  INTEGER, -- address of the function that makes the call
  function_name TEXT,
  loaded    INTEGER, -- address of the instruction that puts the port in place
  passed    INTEGER  -- address of the call that passes the port
);

-- The header of an ELF file, and what shows how it was hardened.
CREATE TABLE elf (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  class       INTEGER, -- 32 64
  machine     TEXT,    -- 'mips', 'arm', 'aarch64', 'x86_64', ...
  byte_order  TEXT,    -- little big
  type        TEXT,    -- executable shared relocatable core
  interpreter TEXT,    -- PT_INTERP
  soname      TEXT,
  build_id    TEXT,    -- hex
  stripped    INTEGER, -- no symbol table
  linkage     TEXT,    -- dynamic static
  entry       INTEGER, -- address
  pie         INTEGER, -- may be loaded anywhere
  nx          INTEGER, -- the stack is not executable
  relro       TEXT,    -- none partial full
  canary      INTEGER, -- refers to a stack protector's check
  fortify     INTEGER, -- refers to checked forms of C library calls
  bind_now    INTEGER, -- all symbols are bound at start
  rpath       TEXT,
  runpath     TEXT,
  extras      TEXT     -- further flags, separated by blanks: textrel ibt shadow-stack bti pac abi=o32 ...
);

-- How much of a program's machine code was understood: one row a program whose processor we decode.
CREATE TABLE code (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  decoder           TEXT,    -- 'mipsel', 'arm', 'x86_64', ...
  code_bytes        INTEGER, -- in executable sections, or segments
  decoded_bytes     INTEGER, -- of those, reached from the start of a function
  functions         INTEGER, -- found
  instructions      INTEGER, -- in them
  calls             INTEGER, -- in them
  indirect_calls    INTEGER, -- of those, through a register or memory
  resolved_calls    INTEGER, -- of the indirect ones, those whose callee is known
  lost_jumps        INTEGER, -- jumps to what is not known
  tangled_functions INTEGER, -- too large or tangled to follow values through
  complete          INTEGER  -- 0: a limit cut the survey short
);

-- Machine code without headers (boot loaders, decompressed kernels, images of small systems): which processor it is for
-- and where it runs, each by votes. A processor's votes are calls_to_start + returns_before_start; those of an address
-- start_votes + call_votes + text_votes, less inside_texts. Nothing is told by a narrow margin; `code` has a row as
-- well where `base` is known. See v_raw_code for what headers state.
CREATE TABLE raw_code (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  processor            TEXT,    -- 'mipsel', 'arm', 'thumb' (most of it), ...
  byte_order           TEXT,    -- little big
  phase                INTEGER, -- offset in the node of the first whole instruction
  sampled_bytes        INTEGER, -- that voted for a processor; texts, padding and compressed bytes do not
  calls                INTEGER, -- in them, to a place that the call tells by itself (none on MIPS)
  calls_to_start       INTEGER, -- of those, to what reads as the start of a function
  returns              INTEGER, -- in them
  returns_before_start INTEGER, -- of those, with what reads as the start of a function behind
  next_processor       TEXT,    -- of another family or byte order, with most votes; NULL: none has enough to count
  next_processor_votes INTEGER,
  code_bytes           INTEGER, -- of the node, that read as code
  base                 INTEGER, -- address at which the node's first byte runs, from 2^63 on negative; NULL: not told
  pointers             INTEGER, -- distinct numbers, in its words and put together by its code, that lie in it then
  text_votes           INTEGER, -- of those, at the first character of a text
  inside_texts         INTEGER, -- of those, at another character of one
  start_votes          INTEGER, -- of those, at the start of a function
  call_votes           INTEGER, -- MIPS: calls to the start of a function, by the low 28 bits
  next_base            INTEGER, -- the address with most votes besides
  next_base_votes      INTEGER
);

-- The same with the load addresses that headers around the node state (uImage, TP-Link, bzImage): one row for each,
-- and one with NULL where there is none. They took no part in the vote: agrees is 1 where one states the same.
CREATE VIEW v_raw_code AS
WITH RECURSIVE around(fact, node) AS (
  SELECT id, node FROM raw_code
  UNION ALL
  SELECT around.fact, node.parent FROM around JOIN node ON node.id = around.node WHERE node.parent IS NOT NULL)
SELECT r.id AS fact, r.node, r.processor, r.byte_order, r.base,
       s.node AS header_node, s.value AS stated, s.value = r.base AS agrees
FROM raw_code AS r
LEFT JOIN (SELECT around.fact, header.node, header.value FROM around
           JOIN header ON header.node = around.node AND header.name = 'load_address') AS s ON s.fact = r.id;

-- Fingerprints of functions: each row has up to 128 that follow one another in a program; function_print has a row a function.
-- Functions of fewer than eight operations are left out: they say nothing of where they come from.
CREATE TABLE function_prints (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  decoder   TEXT,    -- 'mipsel', 'arm', ...: prints of two of them are never to be compared
  base      INTEGER, -- address of the first function
  functions TEXT,    -- JSON: of each function [address less base, bytes, name], without a name where no symbol has one
  prints    TEXT     -- bytes, 16 a function, in the same order, each number big-endian: 8 exact, 8 similar
);

-- A row a function. The functions that two programs share are those with the same decoder and `exact`.
CREATE VIEW function_print AS
SELECT p.id AS fact, p.node, p.decoder,
       p.base + (SELECT value FROM json_each(f.value) WHERE key = 0) AS address,
       (SELECT value FROM json_each(f.value) WHERE key = 1) AS size,  -- bytes
       (SELECT value FROM json_each(f.value) WHERE key = 2) AS name,  -- NULL: no symbol names it
       hex(substr(p.prints, 16 * f.key + 1, 8)) AS exact,     -- equal where all operations are, wherever it was linked
       hex(substr(p.prints, 16 * f.key + 9, 8)) AS similar    -- of functions that do nearly the same, few of 64 bits
                                                              --   differ: bits_apart(a.similar, b.similar)
FROM function_prints AS p, json_each(p.functions) AS f;

-- Functions of a static program without symbols that have a name nevertheless. Where another row names a function that
-- this program calls, these say why; the row's method says "name by fingerprint" where that is one.
CREATE TABLE named_function (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  address INTEGER, -- of the function; where one of several is chosen when the program starts, of the one that chooses
  name    TEXT,    -- 'strcmp'
  basis   TEXT,    -- fingerprint (it is, operation by operation, the function of a library), choice (each that may be
                   --   chosen is), deed (it only hands its arguments on to the kernel, or has a shell run one)
  library TEXT,    -- libraries whose function it is, 'glibc-2.36 musl-1.2.3'; NULL: by deed
  exact   TEXT,    -- the fingerprint, as in function_print and data/library_prints.tsv
  choices INTEGER, -- functions that may be chosen
  calls   INTEGER  -- of it that were found
);

-- A call in machine code of a function whose use matters: what can be done with it, or to it.
CREATE TABLE call_site (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  address     INTEGER, -- of the call instruction
  caller      INTEGER, -- address of the function that it stands in
  caller_name TEXT,    -- by a symbol
  callee      TEXT,    -- 'strcpy'
  family      TEXT,    -- memory_copy string_copy string_print string_scan input_line (the unsafe families), or
                       --   execute shell privilege mount module flash firewall capture raw_socket delete ...
  variant     TEXT,    -- of the unsafe families: plain, checked ('__strcpy_chk') or sized ('strlcpy', 'strcpy_s')
  bound       TEXT,    -- of the unsafe families: constant (as many bytes at each call), bounded (a size is given that
                       --   is no constant), fortified (checked when it runs), unknown
  argument    TEXT     -- the text that decides what it does, where it is a constant: command, path, format
);

-- A comparison in machine code with constant bytes: three or more, or fewer that open something. Each term by which it
-- can be judged is a column; how often the same text stands elsewhere is for a query.
CREATE TABLE comparison (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  address       INTEGER, -- of the call, or of the first instruction that decides
  function      INTEGER, -- address of the function that it stands in
  function_name TEXT,    -- by a symbol
  how           TEXT,    -- name (a function of a library compares), behaviour (a function that loops over what two
                         --   arguments point to), inline (instructions compare memory with numbers), number (what was computed
                         --   is compared with a number that is not small or round, and opens a shell or a program), file
                         --   (a branch asks whether a file of this name exists, which opens a shell or a program)
  comparator    TEXT,    -- 'strcmp'; of a file who is asked: 'access'; NULL: it has no name
  construction  TEXT,    -- of the constant: text (of the file), variable (what one holds at first), immediates, stack (put
                         --   there by stores of numbers), decoded (made by code of the program, which was carried out
                         --   from computed_from up to the comparison; what variables hold at first counts), table (each
                         --   entry of one in turn, by a loop; the row's own bytes are those of the entry)
  bytes         TEXT,    -- the constant in hex
  text          TEXT,    -- the constant, where it is characters
  constant_address INTEGER, -- where it stands, or what it was decoded from; NULL: in the code
  computed_from INTEGER, -- address of the instruction from which the code that decodes it was carried out
  computed_steps INTEGER, -- instructions that were carried out from there
  table_entry   INTEGER, -- place of the constant in its table, from 0
  table_slot    INTEGER, -- address of the pointer to the constant in the table; NULL: the table has the characters
  table_handler INTEGER, -- address of the function that the entry names, or that is called where they are equal
  input         TEXT,    -- what is compared with it comes from: network argument (of the program) environment nvram request
                         --   file program stream descriptor terminal; NULL: not known
  input_call    TEXT,    -- the function that brought it: 'recv'
  input_levels  INTEGER, -- that many callers up
  credential_use TEXT,   -- the same value goes to a call that asks what a password is: as its password, as the name of the
                         --   account, or given, where the callee does not tell
  siblings      INTEGER, -- other comparisons of the same value with constants in the same function
  edge          TEXT,    -- branch (a branch asks for the outcome), returned (the function gives it back), none
  opens         TEXT,    -- what is reached only where they are equal, families of call_site with blanks between: shell
                         --   execute root (sets its user to 0) module flash reboot mount load_code firewall trace, or
                         --   shell_path (a function without a name gets the path of a shell)
  opens_call    TEXT,    -- the first call of these: 'system'
  opens_address INTEGER, -- of that call
  opens_argument TEXT,   -- its text, where it is constant
  opens_through TEXT,    -- the function that has the call, where it is one level down
  opens_in      INTEGER, -- address of the caller that asks for what the function gives back; NULL: the function itself
  opens_variable INTEGER, -- address of the variable that is set where they are equal, and asked for elsewhere
  dominated     INTEGER, -- instructions that are reached only where they are equal
  reached       INTEGER, -- instructions that are reached where they are equal
  returns_equal TEXT,    -- numbers that the function may then give back without asking for a password; '?': not known
  returns_other TEXT,    -- likewise where they are not equal, in any way
  avoids_credentials    INTEGER, -- a way from equal to the function's end asks for no password
  other_asks_credential INTEGER  -- a way from not equal does
);

-- Of those, the ones that open a shell to be talked to, or a service that gives one.
CREATE VIEW comparison_of_shell AS
SELECT * FROM comparison
WHERE edge IN ('branch', 'returned')
  AND (opens GLOB '*shell*' OR opens GLOB '*execute*')
  AND (opens_argument IN ('sh', 'ash', 'bash', '/bin/sh', '/bin/ash', '/bin/bash', '/bin/sh -i', '/bin/ash -i',
                          '/bin/bash -i', 'sh -i')
       OR ' ' || opens_argument GLOB '*[/ ]telnetd*' OR ' ' || opens_argument GLOB '*[/ ]utelnetd*');

-- A name that a program has a function for: a route of a web server, a command. Its own bytes are those of the table's
-- entry, or of the call.
CREATE TABLE route_handler (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  how           TEXT,    -- table (an array of names and functions), registration (calls with a name and a function),
                         -- comparison (one input is compared with names, and each leads to code of its own)
  table_address INTEGER, -- of the table; of the function that is called; of the first comparison
  slot          INTEGER, -- address of the entry; of the call; of the comparison
  register_call TEXT,    -- name of the function that is called: 'websFormDefine'
  entry         INTEGER, -- place in the table, or among the calls, from 0
  route         TEXT,    -- the name: 'apply.cgi', 'reboot'
  is_path       INTEGER, -- it is such as is asked of a web server: '/x', 'x.cgi'
  handler       INTEGER, -- address of the function; of comparisons also of code within one
  handler_name  TEXT,    -- by a symbol
  runs          TEXT,    -- what the function does itself: shell execute root shell_path, as in comparison.opens
  runs_call     TEXT,    -- the first call of these
  runs_argument TEXT,    -- its text, where it is constant
  mentioned     INTEGER  -- another text of the same file has the name as a word: a help text, a page
);

-- Of those, the ones that nothing else names: no page, form, link or script, no other text of the program.
-- `named` and `names` count how many of the same table something names, and how many there are; `asked` how many the
-- web side names. A table of which it names none may be of anything, such as options and algorithms, and is left out:
-- most are.
CREATE VIEW route_unnamed AS
WITH told(name) AS (
  SELECT base FROM web_route WHERE base IS NOT NULL UNION SELECT ltrim(route, '/') FROM web_route WHERE route IS NOT NULL
  UNION SELECT target FROM web_form WHERE target IS NOT NULL
  UNION SELECT ltrim(action, '/') FROM web_form WHERE action IS NOT NULL
  UNION SELECT target FROM web_parameter WHERE target IS NOT NULL
  UNION SELECT ltrim(url, '/') FROM web_page WHERE url IS NOT NULL),
asked_table(node, how, table_address) AS (
  SELECT node, how, ifnull(table_address, '') FROM route_handler
  WHERE ltrim(route, '/') IN (SELECT told.name FROM told)),
seen AS (
  SELECT route_handler.*, ltrim(route, '/') IN (SELECT told.name FROM told) AS is_asked,
         mentioned OR ltrim(route, '/') IN (SELECT told.name FROM told) AS is_named
  FROM route_handler
  WHERE (node, how, ifnull(table_address, '')) IN (SELECT node, how, table_address FROM asked_table))
SELECT * FROM (
  SELECT *, SUM(is_named) OVER one AS named, COUNT(*) OVER one AS names, SUM(is_asked) OVER one AS asked
  FROM seen WINDOW one AS (PARTITION BY node, how, table_address, register_call))
WHERE NOT is_named AND asked > 0;

-- A library that an ELF file needs.
CREATE TABLE elf_needed (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  name TEXT -- 'libc.so.0'
);

-- A function that an ELF file takes from elsewhere.
CREATE TABLE import (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  name TEXT -- 'strcpy'
);

-- A piece of software that is in the image.
CREATE TABLE component (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  name       TEXT,
  version    TEXT,
  purl       TEXT, -- package URL
  cpe        TEXT, -- CPE 2.3
  how        TEXT, -- what it was known by: 'package database', 'banner', 'kernel version'
  confidence TEXT, -- proven strong likely
  licence    TEXT  -- SPDX expression, as stated
);

-- A line by which a program says what it is.
CREATE TABLE banner (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  text    TEXT,
  product TEXT,
  version TEXT
);

-- A file that a web server shows or runs, as far as folders and suffixes tell.
CREATE TABLE web_page (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  url        TEXT,    -- its path from the web root: '/cgi-bin/debug.cgi'
  kind       TEXT,    -- page cgi script menu controller
  below_root INTEGER, -- whether a folder tells it; else the suffix alone
  file_type  TEXT,    -- as node.file_type: html script elf ...
  title      TEXT,    -- of an HTML page
  sample     TEXT     -- what it greets with, where that is what a server or framework ships as its example
);

-- A form of a page.
CREATE TABLE web_form (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  action      TEXT,    -- where it is sent, as written; NULL: to its own page
  target      TEXT,    -- the last part of that path: 'apply.cgi'
  verb        TEXT,    -- GET POST
  fields      TEXT,    -- their names, in order, separated by blanks
  field_count INTEGER,
  passwords   INTEGER, -- fields of type password
  files       INTEGER, -- fields of type file
  encoding    TEXT     -- its enctype, where it states one
);

-- The name of a value that pages send or that a script behind a web server asks for.
CREATE TABLE web_parameter (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  name   TEXT,
  kind   TEXT, -- of a field: text password hidden file select ...; of a URL: query; a script asks for it: lookup
  target TEXT, -- what it is sent to, the last part of the path
  value  TEXT  -- as the page sets it
);

-- A place of the device that a page, a script or a menu names.
CREATE TABLE web_route (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  route   TEXT,    -- as written, without its query: '/cgi-bin/luci', '../apply.cgi'
  base    TEXT,    -- the last part of it: 'apply.cgi'
  how     TEXT,    -- link form frame 'script source' redirect request script entry menu
  handler TEXT,    -- what serves it, where that is said: 'call action_reboot'
  line    INTEGER
);

-- A place where a script behind a web server hands a command what a request brings, or runs what it received.
CREATE TABLE web_execution (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  call     TEXT, -- eval sh execute popen system ...; command: it is the command itself
  input    TEXT, -- the variable or function that brings it
  taken_as TEXT, -- command: it is run; argument: a word of a command of the shell, without quotes; reply: a script runs
                 --   what a server answered, to read it
  line     INTEGER
);

-- A password, key or token that stands as a constant in code: a page, a script or a command. No setting changes it,
-- and its name alone says little there (labels of forms have the same), so it is read with other care than a credential.
CREATE TABLE secret (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  kind   TEXT,    -- password key iv token
  name   TEXT,    -- of the variable, field, option, account or function that holds or takes it
  value  TEXT,    -- of holder 'file': the command that reads it
  holder TEXT,    -- 'page', 'page script', 'server script', 'script', 'command', 'file'
  call   TEXT,    -- the function or program that takes it
  line   INTEGER
);

-- A host that the image names or contacts. Those of the device's own network are told where a command
-- contacts them.
CREATE TABLE endpoint (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  host     TEXT,    -- name or address; NULL where only running the command would tell
  kind     TEXT,    -- name ipv4 ipv6
  outside  INTEGER, -- not of private, local, documentation and multicast ranges and names
  port     INTEGER, -- where it is stated
  scheme   TEXT,    -- of a URL
  target   TEXT,    -- the URL or host as written
  used     TEXT,    -- contacted (by a command), configured (in a setting), mentioned
  program  TEXT,    -- that contacts it: 'wget'
  action   TEXT,    -- of a command: fetches sends connects mounts logs asks-time tests filters; allows: a packet
                    --   filter lets in what comes from there
  saved_as TEXT,    -- the name under which what is fetched is kept
  then_run INTEGER, -- whether a later command of the script runs that
  place    TEXT,    -- of what is not contacted: program script page configuration text data
  line     INTEGER
);

-- What development left behind.
CREATE TABLE leftover (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  kind   TEXT, -- 'version control', 'editor backup', 'merge leftover', 'backup', 'core dump', 'history',
               -- 'folder view', 'test data', 'build path', 'build host', 'e-mail address', 'internal host'
  text   TEXT, -- the path, address or file name
  person TEXT  -- the user's name in it; NULL where it is a mailing list's
);

-- A file whose name stands nowhere else in the image: in no text, program, link or list of packages.
CREATE TABLE unreferred_file (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  name       TEXT,
  file_type  TEXT,   -- as node.file_type
  executable INTEGER -- whether its mode lets anyone run it
);

-- Stretches that no format explains or that their format calls encrypted, with what their entropy lets one
-- say: 8000 is noise; 7900 and more over 4 KiB is compressed or encrypted, as no program or text is.
CREATE VIEW opaque_region AS
SELECT node, offset, size, kind, entropy_mbit,
       CASE WHEN kind = 'encrypted' THEN 'encrypted'
            WHEN size >= 4096 AND entropy_mbit >= 7900 THEN 'compressed or encrypted'
            WHEN entropy_mbit >= 6800 THEN 'dense'
            WHEN entropy_mbit < 1000 THEN 'sparse'
            ELSE 'structured' END AS look
FROM region
WHERE kind IN ('unknown', 'encrypted');

-- An applet that a busybox was built with.
CREATE TABLE applet (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  name TEXT -- 'telnetd'
);

-- A variable of a boot loader's environment.
CREATE TABLE boot_variable (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  name   TEXT,   -- 'bootcmd'
  value  TEXT,
  crc_ok INTEGER -- whether the environment's checksum holds; NULL where it has none: a program's default
);

-- What is to be verified before it is used at boot, and whether that is enforced: dm-verity, secure boot of UEFI, what
-- a boot loader's variables and a kernel's parameters say of it.
CREATE TABLE boot_check (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  kind     TEXT,    -- 'dm-verity', 'uefi secure boot', 'boot image', 'kernel modules', 'ima', 'lockdown'
  name     TEXT,    -- the setting: 'roothash', 'SecureBootEnable', 'verify'; of fstab and scripts what they verify
  value    TEXT,    -- as it is set: a root hash, '0', '3143 bytes'
  enforced INTEGER, -- whether what does not verify is refused; NULL where the setting does not say
  line     INTEGER  -- of a file of lines
);

-- A rule of a packet filter, as a script or a configuration file sets it.
CREATE TABLE firewall_rule (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  tool        TEXT,   -- iptables ip6tables ebtables nft uci
  kind        TEXT,   -- rule policy
  family      TEXT,   -- the filter's table: 'filter', 'nat'
  chain       TEXT,   -- 'INPUT'; of uci: INPUT to the device, FORWARD through it, PREROUTING of a redirect
  action      TEXT,   -- 'ACCEPT', 'DROP', another chain
  protocol    TEXT,
  source      TEXT,   -- addresses; NULL: any
  destination TEXT,
  port        TEXT,   -- destination ports as written: '23', '1024:65535', '22,80'
  interface   TEXT,   -- that packets come in by; of uci: the zone that they come from
  text        TEXT,   -- the rule as written
  condition   TEXT,   -- as in started
  line        INTEGER
);

-- A constant table of a cipher, a digest or a curve, compared with what its standard says.
CREATE TABLE crypto_constant (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  algorithm TEXT,    -- 'AES', 'SHA-256', 'P-256', ...
  name      TEXT,    -- 'S-box', 'round constants', 'base point x', ...
  form      TEXT,    -- bytes, little-endian words, big-endian words
  standard  TEXT,    -- where it is defined
  bytes     INTEGER, -- that it has there
  alike     INTEGER, -- bytes of the file that are the same
  first_difference INTEGER -- bytes from its start that agree before one differs; NULL: all of it agrees
);

-- A place of machine code at which something that the program computes is compared with something that it is given: a digest,
-- what a cipher makes, or a text with a date, an address or a serial number in it. What it is made of is told as far as calls
-- show it; their order is not regarded.
CREATE TABLE computed_secret (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  address       INTEGER, -- of the call that compares
  function      INTEGER, -- address of the function that it stands in
  function_name TEXT,    -- by a symbol
  comparator    TEXT,    -- 'strcmp'; NULL: instructions of the function compare
  made_by       TEXT,    -- digest mac cipher text
  made_call     TEXT,    -- the function of a library that makes it: 'MD5_Final', 'snprintf'
  made_address  INTEGER, -- of that call
  form          TEXT,    -- bytes (as that leaves them), printed (in digits)
  through       TEXT,    -- the function of the program in which that call stands; NULL: the same
  made_of       TEXT,    -- blanks between: address (of an interface) constant date given (to the function) input serial
                         --   setting (any other variable of flash) unknown. Of a function that asks for a date or an
                         --   address, numbers that it prints are taken for these
  constant      TEXT,    -- the first constant text of it
  source_call   TEXT,    -- the first call that brings a date, an address or a serial number: 'ioctl'
  source_address INTEGER, -- of that call
  input         TEXT,    -- what it is compared with comes from, as comparison.input, or given (to the function)
  input_call    TEXT,    -- the function that brought that: 'recv'
  result        TEXT,    -- of the comparison, as signature_check.result
  opens         TEXT,    -- what is reached only where they are equal, as comparison.opens
  opens_address INTEGER  -- of the first call of that
);

-- A call of a library of cryptography by which constants decide, or of a function of the program that has a table of a
-- cipher. The row's own bytes are the constant ones, where the file has them in one piece, else those of the call.
CREATE TABLE crypto_use (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  kind          TEXT,    -- key iv salt password (constant bytes), mode, seed, 'peer check' (that is switched off),
                         --   'own cipher' (constant bytes; whether they are a key, a vector or a text is not known)
  call          TEXT,    -- 'EVP_EncryptInit_ex'; of an own cipher the function with the table: its name, or '0x...'
  address       INTEGER, -- of the call
  function      INTEGER, -- address of the function that it stands in
  function_name TEXT,    -- by a symbol
  value         TEXT,    -- of mode: ecb; of seed: time constant; of a check the setting: 'SSL_VERIFY_NONE'; of an own cipher
                         --   the table: 'AES S-box'
  constant_size INTEGER, -- bytes; of an own cipher those of its shortest key
  constant_address INTEGER, -- of them; NULL: the code puts them on the stack
  distinct_bytes INTEGER, -- different ones among them
  writable      INTEGER, -- the program may change them before
  role          TEXT,    -- of a check, which side the program is, by all of its calls: client server both; NULL: not known
  checked_otherwise INTEGER -- of a check: the program asks for the certificate or for the outcome elsewhere
);

-- A text that machine code has carried out as a command, or a program that it runs: one row for each call, and for each
-- way in which the text is made. What nothing but the file decides is told as well, as content 'constant'.
CREATE TABLE executed_command (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  address       INTEGER, -- of the call
  function      INTEGER, -- address of the function that it stands in
  function_name TEXT,    -- by a symbol
  how           TEXT,    -- shell (a shell reads the text), program (it is the path of a program; its words are not told)
  runs          TEXT,    -- the function of a library that runs it: 'system'
  runs_address  INTEGER, -- of the call of that
  through       TEXT,    -- functions between the two calls, names or addresses with blanks between; NULL: they are one
  content       TEXT,    -- constant (all of it stands in the file), numbers (but for numbers in digits), input (of it
                         --   comes from elsewhere), given (the function hands on what it is given: its callers have rows
                         --   of their own), unknown
  template      TEXT,    -- its constant characters, with %s and %d for the rest; '%' of its own is '%%'
  parts         TEXT,    -- the rest in order, blanks between: constant (one of several texts of the file) number given,
                         --   a kind of input, '?' not known
  written_by    TEXT,    -- the function that puts it together: 'snprintf'; NULL: none that was seen
  written_address INTEGER, -- of that call
  exact         INTEGER, -- 0: something between may have changed it that was not understood
  input         TEXT,    -- where the part that comes from farthest comes from, as comparison.input
  input_call    TEXT,    -- the function that brings it: 'getenv'
  input_address INTEGER, -- of that call
  input_name    TEXT,    -- by which it is asked for: 'QUERY_STRING'
  quotes        TEXT,    -- of the shell around it in the template: none single double
  also_given    TEXT     -- another function that the same function gives it to, and that may look at it before: a name
                         --   or an address; NULL: none
);

-- Of those, the ones whose text is read by a shell and has a part that comes from elsewhere, where nothing that was seen
-- changes it or may check it. Addresses are in hex, as rules show them.
CREATE VIEW command_of_input AS
SELECT id, node, template,
       runs || ' runs ' || quote_text(coalesce(template, '%s')) || ' with text that ' || coalesce(input_call, input)
         || ' brings' || coalesce(' for ' || quote_text(input_name), '') AS message,
       printf('0x%x', address) AS address, function_name AS function, through, parts, written_by, input, input_call,
       printf('0x%x', input_address) AS input_address, input_name, quotes
FROM executed_command
WHERE how = 'shell' AND content = 'input' AND exact = 1 AND also_given IS NULL;

-- A place of machine code at which a program writes to flash memory, with the surest check that was seen before it: in the
-- function, in those that it calls, and in those that call it. Whether a check holds a version against the one that is
-- installed is not told.
CREATE TABLE flash_write (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  address       INTEGER, -- of the call
  function      INTEGER, -- address of the function that it stands in
  function_name TEXT,    -- by a symbol
  action        TEXT,    -- write erase environment (variables of the boot loader)
  how           TEXT,    -- descriptor (of a device that the program opened), request (of ioctl), function (of another file),
                         --   command
  program       TEXT,    -- the function that writes, or the program of the command: 'write', 'mtd'
  through       TEXT,    -- the function of the program that the call goes to and that writes; NULL: it calls that itself
  device        TEXT,    -- '/dev/mtd4', or the partition's name; %s and %d for what is not constant; NULL: not known
  input         TEXT,    -- where what is written comes from, as comparison.input; NULL: not known
  input_call    TEXT,    -- the function that brings it: 'recv'
  check_kind    TEXT,    -- signature, named (a function that by its name verifies something or checks an image), digest,
                         --   checksum; NULL: none is seen
  check_call    TEXT,    -- the function, or program of a command, that checks: 'RSA_verify', 'openssl'
  check_address INTEGER, -- of that call
  check_function INTEGER, -- address of the function in which it, or what leads to it, stands before the write
  check_paths   TEXT,    -- every (no way leads to the write but through it), some; as far as that function goes
  check_result  TEXT,    -- guards (the write is reached on one way of a branch on the result alone), branched (a branch asks
                         --   for it), returned, kept (stored, handed on, reckoned with), unused; NULL: not known. Of a
                         --   digest it is that of the comparison which gets it
  version_call   TEXT,   -- the function that compares versions before the write: 'strverscmp', or one whose name says so; NULL:
                         --   none is seen, which says nothing of versions that are compared as numbers or texts
  version_address INTEGER, -- of that call
  version_paths  TEXT,   -- as check_paths
  version_result TEXT,   -- as check_result
  boot_choice    TEXT,   -- a variable that the program sets anywhere and by which the boot loader chooses a copy or counts
                         --   failed starts: 'upgrade_available'; NULL: none is seen
  boot_choice_call TEXT, -- the function or program that sets it: 'fw_setenv'
  program_checks TEXT,   -- a function that checks a signature, or says so by its name, that the program calls anywhere
  receives      TEXT,    -- how the program itself gets things from outside: network, request (of a web server), fetch; NULL:
                         --   no call is seen by which it does
  receives_call TEXT,    -- by which: 'recv', 'wget'
  libraries_named INTEGER -- functions of libraries have names in it, so that their checks would be seen
);

-- Of those, the ones of programs that get things from outside and write what is, or is named as, firmware, where nothing
-- that is seen anywhere in the program checks a signature: no function of a library whose name is known, no tables of a
-- digest that the program would need to do it by itself, and not the program that a command starts.
CREATE VIEW flash_write_of_firmware AS
SELECT * FROM flash_write
WHERE action = 'write' AND receives IS NOT NULL AND libraries_named = 1 AND program_checks IS NULL
  AND coalesce(check_kind, '') NOT IN ('signature', 'named')
  AND program NOT IN ('sysupgrade', 'fwupgrade', 'fwupdate', 'cmsImg_writeValidatedImage')
  AND (input IN ('network', 'request', 'environment')
       OR lower(device) IN ('firmware', 'firmware2', 'linux', 'kernel', 'kernel2', 'rootfs', 'image', 'image1', 'image2',
                            'bootloader', 'u-boot', 'uboot', 'boot', 'os', 'os-image', 'all'))
  AND NOT EXISTS (SELECT 1 FROM crypto_constant
                  WHERE crypto_constant.node = flash_write.node AND algorithm GLOB 'SHA*');

-- An option that the kernel was built with.
CREATE TABLE kernel_option (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  name  TEXT, -- 'CONFIG_MODULE_SIG'
  value TEXT  -- 'y', 'm', 'n', a number, or a text without its quotes
);

-- A parameter of a kernel's command line.
CREATE TABLE kernel_parameter (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  name   TEXT, -- 'init'
  value  TEXT, -- '/etc/preinit'; NULL where it has none
  origin TEXT  -- boot environment, device tree, kernel, boot menu
);

-- A file system that fstab or a script mounts.
CREATE TABLE mount_point (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  device    TEXT,
  folder    TEXT,
  type      TEXT,
  options   TEXT,   -- 'nosuid,nodev'
  condition TEXT,   -- as in started
  line      INTEGER
);

-- A function that a script calls, a file that it sources, a folder that it puts in PATH; a unit that a
-- unit of systemd wants.
CREATE TABLE script_call (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  kind      TEXT,   -- function source path unit
  target    TEXT,
  function  TEXT,   -- as in started
  pattern   TEXT,   -- as in started
  condition TEXT,   -- as in started
  line      INTEGER
);

-- A setting of a service, as its configuration file has it, and what it decides in words that are the same for all
-- services.
CREATE TABLE service_setting (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  service TEXT,   -- 'sshd', 'dropbear', 'lighttpd', 'snmpd', 'tr069' ...
  section TEXT,   -- what the setting stands in; NULL where in nothing
  name    TEXT,   -- in lower case
  value   TEXT,   -- without quotes; NULL where it is a password
  about   TEXT,   -- of a web server: root listing methods cgi alias add-on user, 'server header', 'access log'; of any:
                  --   guests authentication, 'tls versions', 'tls ciphers', 'tls check' (of the peer's certificate)
  meaning TEXT,   -- of listing, methods, guests, authentication and 'tls check': on off; of 'tls versions' those that
                  --   the line lets in by name: 'TLSv1.0 TLSv1.2'; of 'tls ciphers' those that it lets in
  line    INTEGER
);

-- A function that a script defines.
CREATE TABLE shell_function (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  name TEXT
);

-- A call of a function of another file that says whether a signature holds.
CREATE TABLE signature_check (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  call          TEXT,    -- 'RSA_verify'
  address       INTEGER, -- of the call
  function      INTEGER, -- address of the function that it stands in
  function_name TEXT,    -- by a symbol
  result        TEXT     -- branched (a branch asks for it), returned, kept (stored, handed on, reckoned with), unused (no
                         --   instruction reads it); NULL: not known, or it is not the result that tells
);

-- A right that sudoers or doas.conf gives.
CREATE TABLE sudo_rule (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  who         TEXT,    -- 'www-data', '%wheel', 'ALL'
  as_whom     TEXT,    -- 'root', 'ALL'; NULL where not said (then root)
  commands    TEXT,    -- 'ALL', '/sbin/reboot'
  no_password INTEGER, -- whether it asks for none
  line        INTEGER
);

-- A kernel setting that is made at boot.
CREATE TABLE sysctl_setting (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  name  TEXT,   -- 'net.ipv4.tcp_syncookies'
  value TEXT,
  line  INTEGER
);

-- What a script does on the way of an update: fetches, checks, writes it.
CREATE TABLE update_step (
  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL DEFAULT 1, method TEXT NOT NULL DEFAULT '',
  action    TEXT,    -- fetch digest signature write erase rollback reboot
  program   TEXT,    -- 'wget', 'openssl', 'mtd'
  object    TEXT,    -- what is fetched (URL), checked (file) or written to (device); NULL where not told
  key       TEXT,    -- of signature: the key or certificate file that is named
  used      INTEGER, -- of digest and signature: whether what follows depends on the result
  function  TEXT,    -- as in started
  condition TEXT,    -- as in started
  position  INTEGER, -- order in the file, from 1
  line      INTEGER
);

-- ===========================================================================================================
-- The boot graph: made of the facts above, as the kernel, init and the shell find files by their names.
-- ===========================================================================================================

-- The files that a row of `started` or `script_call` names, links followed, in the file system that it is in.
CREATE TABLE program_file (
  fact INTEGER NOT NULL, -- started.id, script_call.id
  node INTEGER NOT NULL REFERENCES node(id),
  how  TEXT NOT NULL, -- path; search: through PATH; pattern; name: by its last part; function: defined there
  PRIMARY KEY (fact, node)
) WITHOUT ROWID;
CREATE INDEX program_file_node ON program_file(node);

-- The rows of `started` and `script_call` that the kernel, init, inetd, cron or an event comes to.
CREATE TABLE boot_reach (
  fact   INTEGER PRIMARY KEY, -- started.id, script_call.id
  caller INTEGER,             -- likewise; what starts the script in which it stands; NULL: it is a beginning
  depth  INTEGER NOT NULL,    -- callers before it
  called TEXT                 -- started.program without its folder; NULL of script_call
);

-- Why a program of such a row is no file of the image. Each row of `booted` has one here, or one in program_file.
CREATE TABLE program_missing (
  fact   INTEGER PRIMARY KEY, -- started.id
  state  TEXT NOT NULL, -- guarded: the line runs only if it is there; condition: only if another file is, which is not;
                        --   run time: it lies where the running system keeps what it makes; other volume: on one that
                        --   the image has not; applet: built into busybox, without a link; function: perhaps of a file
                        --   that is sourced and not there; variable: its name is not wholly told; no system: the line
                        --   stands in no file system; absent: none of these
  reason TEXT NOT NULL  -- one sentence
);

-- Programs that a boot, inetd, cron or an event starts as delivered. Left out are scripts that nothing
-- calls, units of systemd that nothing wants, lines of inittab for a shutdown, and calls of functions.
CREATE VIEW booted AS
SELECT started.*, boot_reach.called
FROM boot_reach CROSS JOIN started ON started.id = boot_reach.fact
WHERE started.id NOT IN (SELECT fact FROM program_file WHERE how = 'function');

-- What is started, from which line of which script, and which file it is or why it is none, for people.
CREATE VIEW v_boot AS
SELECT booted.id, boot_reach.depth, coalesce(script.path, script.locator) AS script, booted.line, booted.mechanism,
       booted.program, booted.arguments, booted.user, booted.condition,
       CASE WHEN program_missing.fact IS NULL THEN 'file' ELSE program_missing.state END AS state,
       (SELECT min(node.path) FROM program_file JOIN node ON node.id = program_file.node
        WHERE program_file.fact = booted.id) AS file,
       program_missing.reason
FROM booted
JOIN boot_reach ON boot_reach.fact = booted.id
JOIN node AS script ON script.id = booted.node
LEFT JOIN program_missing ON program_missing.fact = booted.id
ORDER BY booted.id;

-- Each file that something starts, with the first line that does.
CREATE VIEW started_program AS
SELECT node.id AS node, node.path, first.started
FROM (SELECT program_file.node, min(started.id) AS started
      FROM boot_reach
      CROSS JOIN started ON started.id = boot_reach.fact
      CROSS JOIN program_file ON program_file.fact = started.id
      WHERE program_file.how <> 'function'
      GROUP BY +program_file.node) AS first
JOIN node ON node.id = first.node
WHERE node.kind = 'file';

-- Contents that import what opens or reads connections.
CREATE VIEW network_program AS
SELECT DISTINCT node FROM import WHERE name IN ('socket', 'bind', 'listen', 'accept', 'recv', 'recvfrom');

-- Each program and script of the image with one line that starts it; `started` is NULL where nothing does.
CREATE VIEW program_start AS
SELECT node.id AS node, node.parent AS file_system, node.path, first.started,
       start.user, start.arguments, start.mechanism, start.condition, boot_reach.depth,
       script.path AS script, start.line
FROM node
LEFT JOIN started_program AS first ON first.node = node.id
LEFT JOIN started AS start ON start.id = first.started
LEFT JOIN boot_reach ON boot_reach.fact = first.started
LEFT JOIN node AS script ON script.id = start.node
WHERE node.kind = 'file' AND (first.started IS NOT NULL OR node.mode & 73 <> 0)
  AND (first.started IS NOT NULL OR EXISTS (SELECT 1 FROM node_content JOIN elf ON elf.node = node_content.content
               WHERE node_content.node = node.id AND elf.type <> 'relocatable' AND coalesce(elf.soname, '') = '')
       OR node.file_type LIKE '%script%');

-- What the code of each program file listens on, with one line that starts the program; `started` is NULL where
-- nothing does.
CREATE VIEW listening AS
SELECT listener.id AS listener, listener.protocol, listener.address, listener.port, listener.port_from,
       listener.receives, listener.handler, listener.call, node.id AS node, node.path, started_program.started
FROM listener
JOIN node_content ON node_content.content = listener.node
JOIN node ON node.id = node_content.node
LEFT JOIN started_program ON started_program.node = node.id
WHERE listener.call IS NOT NULL;

-- What `ss -lntup` should print of this system while all that was read here runs: one row a socket. A port that a
-- program's code only falls back to is left out where a setting or an argument gives that program one, and the one
-- that its documentation has where any of these does. `by_default` is 0 where the documentation has other ports than
-- the code shows: something has to tell the program to listen there. `needs`: arguments, as in default_port.
CREATE VIEW expected_socket AS
WITH named(listener, protocol, address, port, program, origin) AS (
  SELECT id, protocol, address, port, replace(program, rtrim(program, replace(program, '/', '')), ''), 'setting'
  FROM listener WHERE call IS NULL AND program IS NOT NULL
  UNION ALL
  SELECT listener.id, protocol, address, port, replace(node.path, rtrim(node.path, replace(node.path, '/', '')), ''),
         CASE port_from WHEN 'initial' THEN 'initial' ELSE 'code' END
  FROM listener
  JOIN node_content ON node_content.content = listener.node
  JOIN node ON node.id = node_content.node
  WHERE listener.call IS NOT NULL
  UNION ALL
  SELECT NULL, protocol, NULL, port, program, 'documentation'
  FROM default_port
  WHERE program IN (SELECT replace(node.path, rtrim(node.path, replace(node.path, '/', '')), '')
                    FROM elf JOIN node_content ON node_content.content = elf.node
                    JOIN node ON node.id = node_content.node)
), served AS (
  SELECT named.*, coalesce((SELECT max(nullif(service, '')) FROM default_port WHERE program = named.program),
                           named.program) AS service
  FROM named WHERE protocol IN ('tcp', 'udp') AND port IS NOT NULL
), rated AS (
  SELECT served.*, coalesce(documented.needs, '') AS needs,
         served.origin IN ('setting', 'documentation') OR documented.port IS NOT NULL OR NOT EXISTS (
           SELECT 1 FROM default_port AS other
           WHERE other.program = served.program AND (served.origin = 'code' OR EXISTS (
             SELECT 1 FROM served AS too
             WHERE too.program = other.program AND too.protocol = other.protocol AND too.port = other.port
               AND too.origin IN ('code', 'initial')))) AS by_default
  FROM served
  LEFT JOIN default_port AS documented ON documented.program = served.program AND documented.port = served.port
    AND documented.protocol = served.protocol
)
SELECT served.protocol, CASE served.protocol WHEN 'udp' THEN 'UNCONN' ELSE 'LISTEN' END AS state,
       coalesce(served.address, '*') AS address, served.port, served.program, min(served.listener) AS listener,
       served.protocol || ' ' || CASE served.protocol WHEN 'udp' THEN 'UNCONN' ELSE 'LISTEN' END || ' ' ||
       coalesce(served.address, '*') || ':' || served.port || ' users:(("' || served.program || '"))' AS line,
       max(served.origin) AS origin, max(served.needs) AS needs, max(served.by_default) AS by_default
FROM rated AS served
WHERE NOT EXISTS (
  SELECT 1 FROM served AS other
  WHERE other.service = served.service AND other.protocol = served.protocol
    AND ((served.origin = 'initial' AND other.origin IN ('setting', 'code'))
         OR (served.origin = 'documentation'
             AND (other.origin IN ('setting', 'initial') OR (other.origin = 'code' AND other.port = served.port)))))
GROUP BY served.protocol, coalesce(served.address, '*'), served.port, served.program;

-- The rights that the extended attribute security.capability gives a program: bit n is capability n.
CREATE VIEW file_capability AS
SELECT node, path,
       (instr(digits, substr(word, 7, 1)) - 1) * 268435456 + (instr(digits, substr(word, 8, 1)) - 1) * 16777216 +
       (instr(digits, substr(word, 5, 1)) - 1) * 1048576 + (instr(digits, substr(word, 6, 1)) - 1) * 65536 +
       (instr(digits, substr(word, 3, 1)) - 1) * 4096 + (instr(digits, substr(word, 4, 1)) - 1) * 256 +
       (instr(digits, substr(word, 1, 1)) - 1) * 16 + (instr(digits, substr(word, 2, 1)) - 1) AS permitted
FROM (SELECT node.id AS node, node.path, substr(hex(xattr.value), 9, 8) AS word, '0123456789ABCDEF' AS digits
      FROM xattr JOIN node ON node.id = xattr.node
      WHERE xattr.name = 'security.capability' AND length(hex(xattr.value)) >= 24);

-- Services that a boot, inetd or cron starts as delivered, one row a service: the first line that starts a program
-- known to serve it, and 'exposed' where inetd or a listener shows the port, else 'started'. The lesser word in the
-- alphabet is the greater exposure, so min(activation) is that of several services. A program that the file system of
-- the script lacks serves nothing.
CREATE VIEW service_started AS
WITH known(service, program) AS (
  VALUES ('telnet', 'telnetd'), ('telnet', 'utelnetd'), ('telnet', 'in.telnetd'), ('ssh', 'dropbear'),
         ('ssh', 'sshd'), ('login', 'login'), ('login', 'getty'), ('login', 'agetty'), ('login', 'sulogin'),
         ('ftp', 'vsftpd'), ('ftp', 'proftpd'), ('ftp', 'pure-ftpd'), ('ftp', 'ftpd'), ('ftp', 'bftpd'),
         ('ftp', 'in.ftpd'), ('web', 'lighttpd'), ('web', 'uhttpd'), ('web', 'httpd'), ('web', 'mini_httpd'),
         ('web', 'boa'), ('web', 'goahead'), ('web', 'nginx'), ('web', 'thttpd'), ('web', 'apache2'),
         ('snmp', 'snmpd'), ('snmp', 'mini_snmpd'), ('tr069', 'easycwmpd'), ('tr069', 'icwmpd'),
         ('tr069', 'cwmpd'), ('tr069', 'cwmp'), ('tr069', 'tr069'), ('tr069', 'tr069c'), ('tr069', 'tr069_client'),
         ('samba', 'smbd'), ('mqtt', 'mosquitto'), ('ppp', 'pppd'), ('ppp', 'xl2tpd'), ('radius', 'radiusd'),
         ('radius', 'freeradius'), ('wifi', 'hostapd'), ('wifi', 'wpa_supplicant'), ('vpn', 'openvpn'),
         ('vpn', 'charon'), ('vpn', 'pluto'), ('vpn', 'starter'), ('rsync', 'rsync'), ('rsh', 'rshd'),
         ('rsh', 'in.rshd'), ('rsh', 'in.rlogind'), ('rsh', 'rlogind')
), line AS (
  SELECT known.service, known.program, booted.id, booted.mechanism
  FROM known CROSS JOIN booted ON booted.called = known.program
  UNION ALL
  SELECT known.service, known.program, booted.id, booted.mechanism
  FROM booted CROSS JOIN known ON known.program = substr(booted.arguments, 1, instr(booted.arguments || ' ', ' ') - 1)
  WHERE booted.called = 'busybox'
)
SELECT line.service AS service, min(line.id) AS started,
       min(CASE WHEN line.mechanism IN ('inetd', 'xinetd') OR EXISTS (
             SELECT 1 FROM listener
             WHERE listener.program = line.program OR listener.program LIKE '%/' || line.program)
           THEN 'exposed' ELSE 'started' END) AS activation
FROM line
WHERE NOT EXISTS (SELECT 1 FROM program_missing WHERE program_missing.fact = line.id
                  AND program_missing.state IN ('guarded', 'condition', 'absent'))
GROUP BY line.service;

-- The service by which an account of a password file can be tried, as far as the boot starts one: telnet, SSH, FTP or
-- a login on a console for passwd and shadow, the web server for htpasswd and htdigest, Samba for smbpasswd. Copies
-- of these files, which no login reads, are not there, unless a script that is started puts them in place.
CREATE VIEW account_login AS
SELECT account.id AS account, min(service_started.started) AS started,
       min(service_started.activation) AS activation
FROM account
JOIN node ON node.id = account.node
JOIN service_started
  ON account.file IN ('passwd', 'shadow') AND service_started.service IN ('telnet', 'ssh', 'ftp', 'login')
     AND (node.path LIKE '%/passwd' OR node.path LIKE '%/shadow'
          OR EXISTS (SELECT 1 FROM account_copy JOIN booted ON booted.node = account_copy.node
                     WHERE account_copy.source = node.path))
  OR account.file IN ('htpasswd', 'htdigest') AND service_started.service = 'web'
  OR account.file = 'smbpasswd' AND service_started.service = 'samba'
GROUP BY account.id;

-- ===========================================================================================================
-- Judgements: rules that were run, and what they found. Tables whose rows hold whole files have rowids, since without
-- them a row of more than a quarter of a page takes pages of its own.
-- ===========================================================================================================
CREATE TABLE rule (
  id          TEXT NOT NULL PRIMARY KEY,
  standard    TEXT NOT NULL, -- the folder that it is in
  title       TEXT NOT NULL,
  severity    TEXT NOT NULL, -- info low medium high critical
  confidence  TEXT NOT NULL, -- proven strong likely
  weakness    TEXT NOT NULL, -- 'CWE-258'; several with '; ' between them
  clauses     TEXT NOT NULL, -- of published standards, '; ' between them
  why         TEXT NOT NULL,
  refuted_by  TEXT NOT NULL,
  version     TEXT NOT NULL, -- the first 16 hex digits of the text's SHA-256
  text        TEXT NOT NULL  -- the whole file
);

CREATE TABLE finding (
  id           TEXT PRIMARY KEY, -- the rule's id, '-', 16 hex digits of a digest of the evidence
  rule         TEXT NOT NULL REFERENCES rule(id),
  rule_version TEXT NOT NULL,
  severity     TEXT NOT NULL,    -- as in rule
  confidence   TEXT NOT NULL,    -- as in rule
  activation   TEXT,             -- present started exposed reachable; NULL: not shown
  message      TEXT NOT NULL,
  alternatives TEXT NOT NULL,    -- other readings that fit the bytes; empty: none stated
  not_claimed  TEXT NOT NULL,    -- what this does not say; empty: none stated
  declaration  TEXT NOT NULL     -- 'no declaration supplied', 'documented (line 3)', 'not in the declaration';
                                 --   empty: a rule of another standard than no-backdoor
) WITHOUT ROWID;

-- What shows it, never empty: facts, or nodes whose attributes, header or checks do.
CREATE TABLE finding_evidence (
  finding TEXT NOT NULL REFERENCES finding(id),
  nth     INTEGER NOT NULL,             -- from 1
  fact    INTEGER,                      -- of any table; NULL: the node itself
  node    INTEGER NOT NULL REFERENCES node(id),
  PRIMARY KEY (finding, nth)
) WITHOUT ROWID;

-- Further columns that the rule gave.
CREATE TABLE finding_column (
  finding TEXT NOT NULL REFERENCES finding(id),
  nth     INTEGER NOT NULL, -- from 1
  name    TEXT NOT NULL,
  value,                    -- integer, text, or NULL
  PRIMARY KEY (finding, nth)
) WITHOUT ROWID;

-- Rules that could not be read or run, wholly or for some rows.
CREATE TABLE rule_problem (
  id       INTEGER PRIMARY KEY,
  rule     TEXT NOT NULL,    -- its id; empty where it could not be read
  file     TEXT NOT NULL,
  line     INTEGER NOT NULL, -- from 1; 0 where no line is meant
  sentence TEXT NOT NULL
);

-- What a standard's folder says of its clauses (rules/<standard>/clauses.txt), whole, so that a scan can be done again.
CREATE TABLE clause_list (
  standard TEXT NOT NULL PRIMARY KEY, -- the folder: 'ts-33.117'
  name     TEXT NOT NULL,    -- as clauses of rules call it: '3GPP TS 33.117'
  title    TEXT NOT NULL,
  version  TEXT NOT NULL,    -- as rule.version
  text     TEXT NOT NULL     -- the whole file
);

-- What became of each clause when the rules had run. None is blank.
CREATE TABLE clause_result (
  standard  TEXT NOT NULL REFERENCES clause_list(standard),
  nth       INTEGER NOT NULL, -- place in the list, from 1
  clause    TEXT NOT NULL,    -- '4.2.3.4.2.1'
  title     TEXT NOT NULL,
  kind      TEXT NOT NULL,    -- decided (bytes can decide it), supported (they give evidence), live (they show nothing)
  test_case TEXT NOT NULL,    -- the catalogue's own name for its test; empty: it has none
  result    TEXT NOT NULL,    -- 'pass', 'fail', 'inconclusive', 'not decidable from an image'
  reason    TEXT NOT NULL,
  examined  INTEGER,          -- how many things the rules had before them; NULL: not counted
  things    TEXT NOT NULL,    -- what these things are
  live_test TEXT NOT NULL,    -- what a test of the running device must still show
  PRIMARY KEY (standard, nth)
) WITHOUT ROWID;

-- The rules that were asked about a clause.
CREATE TABLE clause_rule (
  standard TEXT NOT NULL,
  clause   TEXT NOT NULL,
  rule     TEXT NOT NULL, -- rule.id; one that was not run has no row in rule
  weight   TEXT NOT NULL, -- decides (whatever the severity), counts (from medium and strong on), hints (never decides)
  PRIMARY KEY (standard, clause, rule)
) WITHOUT ROWID;

-- The findings that speak about a clause.
CREATE TABLE clause_finding (
  standard TEXT NOT NULL,
  clause   TEXT NOT NULL,
  finding  TEXT NOT NULL REFERENCES finding(id),
  weight   TEXT NOT NULL, -- breaks, hints
  PRIMARY KEY (standard, clause, finding)
) WITHOUT ROWID;

-- How a number was counted.
CREATE TABLE metric_rule (
  id       TEXT NOT NULL PRIMARY KEY,
  standard TEXT NOT NULL, -- the folder that it is in
  title    TEXT NOT NULL,
  counting TEXT NOT NULL, -- what counts, and as how many
  why      TEXT NOT NULL,
  clauses  TEXT NOT NULL, -- as in rule
  version  TEXT NOT NULL, -- as in rule
  text     TEXT NOT NULL  -- the whole file
);

-- The numbers.
CREATE TABLE metric (
  metric TEXT NOT NULL REFERENCES metric_rule(id),
  nth    INTEGER NOT NULL, -- from 1
  name   TEXT NOT NULL,    -- what was counted, text of the image escaped
  value  INTEGER NOT NULL,
  total  INTEGER,          -- of how many; NULL: the value is no share
  unit   TEXT NOT NULL,    -- 'programs', 'keys', ...
  PRIMARY KEY (metric, nth)
) WITHOUT ROWID;

-- What was known of the end of public maintenance (data/end_of_support.tsv), for rules to read.
CREATE TABLE end_of_support (
  line     INTEGER PRIMARY KEY, -- in the file, from 1
  product  TEXT NOT NULL,       -- as banner.product
  versions TEXT NOT NULL,       -- a pattern for GLOB: '1.0.2*'
  ended_on TEXT NOT NULL,       -- 'YYYY-MM-DD'; all lie before the date of the file
  source   TEXT NOT NULL        -- where its makers say so
);

-- On which ports programs listen where nothing sets others, as their documentation says (data/default_ports.tsv).
CREATE TABLE default_port (
  line     INTEGER PRIMARY KEY, -- in the file, from 1
  program  TEXT NOT NULL,       -- name of the program's file
  service  TEXT NOT NULL,       -- as listener.program of its settings; empty: none are read
  protocol TEXT NOT NULL,       -- tcp udp
  port     INTEGER NOT NULL,
  needs    TEXT NOT NULL,       -- arguments, ', ' between them, one of which it listens with; empty: none needed
  setting  TEXT NOT NULL,       -- that changes the port; empty: none is told
  source   TEXT NOT NULL        -- where that is documented
);

-- The vendor's declaration of what is there on purpose (docs/declaration.md); no row where there was none.
CREATE TABLE declaration (
  sha256  TEXT PRIMARY KEY,
  vendor  TEXT NOT NULL, -- as stated; may be empty
  product TEXT NOT NULL,
  version TEXT NOT NULL,
  text    TEXT NOT NULL  -- the whole file
) WITHOUT ROWID;

-- The things that it lists.
CREATE TABLE declared (
  nth      INTEGER PRIMARY KEY, -- from 1
  line     INTEGER NOT NULL,    -- in the file, from 1
  kind     TEXT NOT NULL,       -- account service port key endpoint command
  name     TEXT NOT NULL,
  protocol TEXT NOT NULL,       -- of a port: tcp udp; empty: either
  purpose  TEXT NOT NULL
);

-- The vendor's answer to a finding. A scan leaves it empty.
CREATE TABLE answer (
  finding  TEXT PRIMARY KEY, -- finding.id
  answer   TEXT NOT NULL,    -- accepted disputed fixed
  reason   TEXT NOT NULL,
  fixed_in TEXT,             -- a version
  stated_by TEXT NOT NULL
) WITHOUT ROWID;

-- ===========================================================================================================
-- Views for people.
-- ===========================================================================================================
CREATE VIEW v_tree AS
SELECT id, parent, kind, size, locator, title, file_type,
       printf('%04o', mode) AS mode, uid, gid, link_target, same_as
FROM node ORDER BY id;

CREATE VIEW v_fact AS
SELECT fact.id, fact.tbl, node.locator, node.path, fact.offset, fact.size, fact.method
FROM fact JOIN node ON node.id = fact.node ORDER BY fact.id;

CREATE VIEW v_finding AS
SELECT finding.severity, finding.id, finding.message, finding.confidence, finding.activation, rule.title,
       rule.weakness, rule.clauses, evidence.nth AS evidence, node.locator, fact.tbl, fact.offset, fact.size
FROM finding
JOIN rule ON rule.id = finding.rule
JOIN finding_evidence AS evidence ON evidence.finding = finding.id
JOIN node ON node.id = evidence.node
LEFT JOIN fact ON fact.id = evidence.fact
ORDER BY CASE finding.severity WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2
                               WHEN 'low' THEN 3 ELSE 4 END, finding.id, evidence.nth;

CREATE VIEW v_problem AS
SELECT problem.stage, problem.code, problem.sentence, node.locator, problem.offset, problem.size
FROM problem LEFT JOIN node ON node.id = problem.node ORDER BY problem.id;
