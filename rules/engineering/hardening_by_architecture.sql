-- metric: hardening_by_architecture
-- title: How programs and libraries were hardened, by architecture
-- counting: Over distinct ELF files (by their bytes) of type executable or shared. position independent: programs that
--      may be loaded anywhere, of all programs; one of type shared is a program where it names an interpreter and no
--      soname. stack not executable, full relro, immediate binding: of all. stack canary, checked functions: files that
--      refer to the check, of all dynamic ones; a file without arrays on its stack needs none, so the share cannot
--      reach the whole.
-- why: These are decided by options of the compiler; a low share means that they are not set for the whole product.
-- clauses: 3GPP TS 33.117 4.3.3.1.5
WITH file AS (
  SELECT machine || ' ' || class || ' bit' AS architecture, linkage, pie, nx, relro, bind_now, canary, fortify,
         type = 'executable' OR (interpreter IS NOT NULL AND soname IS NULL) AS is_program
  FROM elf
  WHERE type IN ('executable', 'shared') AND machine IS NOT NULL
),
share AS (
  SELECT architecture, 1 AS place, 'position independent' AS what, sum(pie = 1) AS value, count(pie) AS total
  FROM file WHERE is_program GROUP BY architecture
  UNION ALL
  SELECT architecture, 2, 'stack not executable', sum(nx = 1), count(nx) FROM file GROUP BY architecture
  UNION ALL
  SELECT architecture, 3, 'full relro', sum(relro = 'full'), count(relro) FROM file GROUP BY architecture
  UNION ALL
  SELECT architecture, 4, 'immediate binding', sum(bind_now = 1), count(bind_now)
  FROM file WHERE linkage = 'dynamic' GROUP BY architecture
  UNION ALL
  SELECT architecture, 5, 'stack canary', sum(canary = 1), count(canary)
  FROM file WHERE linkage = 'dynamic' GROUP BY architecture
  UNION ALL
  SELECT architecture, 6, 'checked functions', sum(fortify = 1), count(fortify)
  FROM file WHERE linkage = 'dynamic' GROUP BY architecture
)
SELECT architecture || ', ' || what AS name,
       coalesce(value, 0) AS value,
       total,
       'files' AS unit
FROM share
WHERE total > 0
ORDER BY architecture, place
