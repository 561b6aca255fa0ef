-- id: build_path_names_person
-- title: A path of the maker's machine with the name of a user
-- severity: info
-- confidence: likely
-- weakness: CWE-200
-- clauses: 3GPP TS 33.117 4.3.2.3
-- why: Compilers keep the paths of the sources in what they make. A home folder names the person at whose
--      account the program was built, which also tells that it was not built by a machine that only builds.
-- refuted by: a path that the device itself has
-- activation: present
-- alternatives: an example in a text; a folder that the device has; a role that several people share
SELECT min(leftover.id) AS evidence,
       quote_text(leftover.person) || ' stands in paths of ' || count(DISTINCT leftover.node) || ' file' ||
       CASE count(DISTINCT leftover.node) WHEN 1 THEN '' ELSE 's' END || ', as in ' ||
       quote_text(min(leftover.text)) AS message,
       count(DISTINCT leftover.node) AS files
FROM leftover
WHERE leftover.kind IN ('build path', 'build host')
  AND lower(leftover.person) NOT IN ('user', 'username', 'build', 'builder', 'buildbot', 'buildd', 'jenkins',
      'root', 'ubuntu', 'openwrt', 'lede', 'runner', 'ci', 'gitlab-runner', 'travis', 'teamcity', 'bamboo', 'docker', 'work',
      'project', 'httpd', 'www', 'ftp', 'ftpuser', 'admin', 'guest', 'default', 'pi', 'debian', 'linux', 'src',
      'test', 'me', 'you', 'foo', 'joe', 'john', 'someuser', 'shared', 'public', 'home', 'name', 'developer', 'dev', 'release',
      'mockbuild', 'buildozer', 'koji', 'nixbld', 'abuild', 'makepkg', 'kbuild', 'vagrant', 'yocto', 'buildroot', 'kernel',
      'android-build', 'oe-user', 'jenkins-slave', 'autobuild', 'nobody')
GROUP BY leftover.person
