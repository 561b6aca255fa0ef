-- id: library_path_writable
-- title: A program that looks for libraries where others may write
-- severity: medium
-- confidence: strong
-- weakness: CWE-426
-- clauses: 3GPP TS 33.117 4.3.3.1.5
-- why: The loader looks for libraries in the folders of DT_RUNPATH or DT_RPATH first. One of these is in /tmp, in a
--      home folder, or counts from wherever the program is called.
-- refuted by: a folder of that name that only root may write, in the image or made at boot
-- activation: present
-- alternatives: a path of the machine that built it, which the device does not have
-- not claimed: that the program runs with more rights than those who may write there
SELECT elf.id AS evidence,
       quote_text(coalesce(node.path, node.locator)) || ' looks for libraries in ' ||
       quote_text(coalesce(elf.runpath, elf.rpath)) AS message
FROM elf
JOIN node ON node.id = elf.node
WHERE ':' || coalesce(elf.runpath, elf.rpath) || ':' LIKE '%:/tmp%'
   OR ':' || coalesce(elf.runpath, elf.rpath) || ':' LIKE '%:/var/tmp%'
   OR ':' || coalesce(elf.runpath, elf.rpath) || ':' LIKE '%:/home/%'
   OR ':' || coalesce(elf.runpath, elf.rpath) || ':' LIKE '%:.%'
