-- metric: development_leftovers
-- title: Compilers, debuggers and other leftovers of development
-- counting: Files (not links) by name and kind: compilers and binary tools; debuggers and tracers; packet tools; version
--      control folders; files of editors; and, of ELF files, those that kept their symbol table, of all. Names are
--      compared whole, so a program under another name is not counted.
-- why: They serve whoever got in, and show that the product is not built from a list of what it needs.
-- clauses: 3GPP TS 33.117 4.3.2.3
WITH file AS (
  SELECT basename(path) AS name, path FROM node WHERE kind = 'file' AND path IS NOT NULL
)
SELECT name, value, total, unit
FROM (
  SELECT 1 AS place, 'compilers and binary tools' AS name, count(*) AS value, NULL AS total, 'files' AS unit
  FROM file WHERE name IN ('gcc', 'g++', 'cc', 'c++', 'cc1', 'tcc', 'clang', 'as', 'ld', 'make', 'objdump', 'readelf')
  UNION ALL
  SELECT 2, 'debuggers and tracers', count(*), NULL, 'files'
  FROM file WHERE name IN ('gdb', 'gdbserver', 'strace', 'ltrace', 'perf', 'valgrind', 'lldb-server')
  UNION ALL
  SELECT 3, 'packet tools', count(*), NULL, 'files'
  FROM file WHERE name IN ('tcpdump', 'tshark', 'dumpcap', 'nmap', 'nc', 'netcat', 'ncat', 'socat')
  UNION ALL
  SELECT 4, 'version control folders', count(*), NULL, 'folders'
  FROM node WHERE kind = 'directory' AND basename(path) IN ('.git', '.svn', 'CVS', '.hg')
  UNION ALL
  SELECT 5, 'files of editors', count(*), NULL, 'files'
  FROM file WHERE name GLOB '*~' OR name GLOB '*.swp' OR name GLOB '*.orig' OR name GLOB '*.rej'
  UNION ALL
  SELECT 6, 'programs and libraries with a symbol table', coalesce(sum(stripped = 0), 0), count(*), 'files'
  FROM elf WHERE type IN ('executable', 'shared')
)
ORDER BY place
