-- id: development_tool_in_image
-- title: A compiler, debugger or sniffer in the image
-- severity: low
-- confidence: likely
-- weakness: CWE-489
-- clauses: 3GPP TS 33.117 4.3.2.3
-- why: The name is that of a tool with which software is made or watched. A device that serves its user needs none,
--      and an intruder finds it ready.
-- refuted by: another program under that name, or a documented use
-- activation: present
-- not claimed: that something starts it
SELECT elf.id AS evidence, node.id AS evidence_node,
       quote_text(node.path) || ' is in the image' AS message
FROM elf
JOIN node_content ON node_content.content = elf.node
JOIN node ON node.id = node_content.node
WHERE node.kind = 'file'
  AND elf.type IN ('executable', 'shared')
  AND basename(node.path) IN ('gcc', 'cc', 'cc1', 'tcc', 'as', 'ld', 'gdb', 'gdbserver', 'strace', 'ltrace',
                              'tcpdump', 'tshark', 'dumpcap', 'nmap', 'objdump')
