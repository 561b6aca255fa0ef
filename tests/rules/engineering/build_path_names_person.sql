-- fires: once for a person
INSERT INTO leftover (kind, text, person) VALUES ('build path', '/home/zhang.wei/a.c', 'zhang.wei'),
  ('build path', '/home/zhang.wei/b.c', 'zhang.wei');
-- silent: a machine that builds, and an address
INSERT INTO leftover (kind, text, person) VALUES ('build path', '/home/jenkins/a.c', 'jenkins'),
  ('e-mail address', 'ann@vendor.com', 'ann');
-- silent: a kernel of Debian, whose banner has a mailing list
INSERT INTO leftover (kind, text, person) VALUES ('build host', 'debian-kernel@lists.debian.org', NULL),
  ('build host', 'mockbuild@buildvm-x86-01', 'mockbuild');
