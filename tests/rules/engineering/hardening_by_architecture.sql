-- gives: mips 32 bit, position independent = 1 of 2 files; mips 32 bit, stack not executable = 2 of 3 files; mips 32 bit, stack canary = 1 of 1 files
INSERT INTO elf (class, machine, type, linkage, pie, nx, canary) VALUES
  (32, 'mips', 'executable', 'static', 1, 1, NULL), (32, 'mips', 'executable', 'static', 0, 0, NULL),
  (32, 'mips', 'shared', 'dynamic', NULL, 1, 1);
-- gives:
INSERT INTO elf (class, machine, type, nx) VALUES (32, 'mips', 'relocatable', 1);
