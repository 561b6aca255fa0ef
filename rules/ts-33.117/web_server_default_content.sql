-- id: web_server_default_content
-- title: Examples that came with the web server
-- severity: low
-- confidence: strong
-- weakness: CWE-1188
-- clauses: 3GPP TS 33.117 4.3.4.9
-- why: Files of these names come with a web server to show that it works. Some of the programs among them print the
--      environment or run what they are given; none is a part of the product.
-- refuted by: a file of the product's own that only bears the name
-- activation: present
-- not claimed: that the web server is started, or gives this file out
SELECT node.id AS evidence_node,
       quote_text(node.path) || ' comes with a web server as an example' AS message
FROM node
JOIN node_content ON node_content.node = node.id
WHERE node.kind = 'file'
  -- engineering/server_sample_page tells those that say it themselves.
  AND NOT EXISTS (SELECT 1 FROM web_page WHERE web_page.node = node_content.content AND web_page.sample IS NOT NULL)
  AND (basename(node.path) IN ('index.lighttpd.html', 'index.nginx-debian.html', 'apache_pb.gif', 'apache_pb2.gif',
                               'nginx-logo.png', 'printenv.pl', 'test-cgi', 'phpinfo.php')
       OR (node.path LIKE '%/cgi-bin/%'
           AND (node.path LIKE '%/cgi-bin/printenv' OR node.path LIKE '%/cgi-bin/cgitest%'
                OR node.path LIKE '%/cgi-bin/phpinfo%')))
