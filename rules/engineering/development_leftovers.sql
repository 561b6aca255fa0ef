-- metric: development_leftovers
-- title: Compilers, debuggers and other leftovers of development
-- counting: Files (not links) by name and kind: compilers and binary tools; debuggers and tracers; packet tools; version
--      control folders; files of editors; and, of ELF files, those that kept their symbol table, of all. Names are
--      compared whole, so a program under another name is not counted.
-- why: They serve whoever got in, and show that the product is not built from a list of what it needs.
-- clauses: 3GPP TS 33.117 4.3.2.3
WITH known(place, name) AS (
  VALUES (1, 'gcc'), (1, 'g++'), (1, 'cc'), (1, 'c++'), (1, 'cc1'), (1, 'tcc'), (1, 'clang'), (1, 'as'), (1, 'ld'),
         (1, 'make'), (1, 'objdump'), (1, 'readelf'),
         (2, 'gdb'), (2, 'gdbserver'), (2, 'strace'), (2, 'ltrace'), (2, 'perf'), (2, 'valgrind'), (2, 'lldb-server'),
         (3, 'tcpdump'), (3, 'tshark'), (3, 'dumpcap'), (3, 'nmap'), (3, 'nc'), (3, 'netcat'), (3, 'ncat'), (3, 'socat'),
         (4, '.git'), (4, '.svn'), (4, 'CVS'), (4, '.hg')
), found(place) AS MATERIALIZED (
  SELECT known.place
  FROM node CROSS JOIN known ON known.name = basename(node.path)
  -- Of each node one name is made and looked up, and few go on.
  WHERE node.kind IN ('file', 'directory') AND basename(node.path) IN (SELECT name FROM known)
    AND (node.kind = 'directory') = (known.place = 4)
  UNION ALL
  SELECT 5 FROM node
  WHERE node.kind = 'file'
    AND (ends_with(node.path, '~') OR ends_with(node.path, '.swp') OR ends_with(node.path, '.orig')
         OR ends_with(node.path, '.rej'))
)
SELECT name, value, total, unit
FROM (
  SELECT kind.place, kind.name, count(found.place) AS value, NULL AS total, kind.unit
  FROM (SELECT 1 AS place, 'compilers and binary tools' AS name, 'files' AS unit
        UNION ALL SELECT 2, 'debuggers and tracers', 'files'
        UNION ALL SELECT 3, 'packet tools', 'files'
        UNION ALL SELECT 4, 'version control folders', 'folders'
        UNION ALL SELECT 5, 'files of editors', 'files') AS kind
  LEFT JOIN found ON found.place = kind.place
  GROUP BY kind.place
  UNION ALL
  SELECT 6, 'programs and libraries with a symbol table', coalesce(sum(stripped = 0), 0), count(*), 'files'
  FROM elf WHERE type IN ('executable', 'shared')
)
ORDER BY place
