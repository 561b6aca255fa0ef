-- id: setuid_shell
-- title: A shell that runs as root whoever calls it
-- severity: high
-- confidence: proven
-- weakness: CWE-250; CWE-269
-- clauses: 3GPP TS 33.117 4.2.4.1.2.1
-- why: The file is named as a shell or an interpreter, or has the same bytes as one; it belongs to root and has the
--      set-user-id bit.
-- refuted by: a mount with nosuid, or a shell that gives the right up when it starts
-- activation: present
-- not claimed: that the shell keeps the right
SELECT node.id AS evidence_node,
       quote_text(node.path) || ' has mode ' || printf('%04o', node.mode) || ' and belongs to root' AS message
FROM node
WHERE node.kind = 'file' AND node.mode & 2048 = 2048 AND node.mode & 73 <> 0 AND node.uid = 0
  AND (basename(node.path) IN ('sh', 'ash', 'bash', 'dash', 'zsh', 'ksh', 'hush',
                               'python', 'python3', 'perl', 'lua', 'php')
       OR EXISTS (SELECT 1 FROM node AS shell WHERE shell.kind = 'file' AND shell.sha256 = node.sha256
                  AND basename(shell.path) IN ('sh', 'ash', 'bash', 'dash', 'zsh', 'ksh', 'hush'))
          -- A busybox is all of its applets, and gives the right up for those that need none.
          AND NOT EXISTS (SELECT 1 FROM node_content JOIN applet ON applet.node = node_content.content
                          WHERE node_content.node = node.id))
