-- id: capability_beyond_profile
-- title: A library does what its kind has no business with
-- severity: medium
-- confidence: likely
-- weakness: CWE-912
-- clauses: 3GPP TS 33.117 4.3.2.4
-- why: A library that decodes images, sound, archives or texts, or calculates, works on memory and files that its caller
--      names. Its documentation (ground) says so, and builds of distributions have none of these calls: running
--      programs or a shell, changing rights, mounts, kernel modules, the firewall or flash, tracing, raw packets, taking
--      connections. What is told is a call that stands in its code.
-- refuted by: the source of this version of the library with the same call; a file that only bears the library's name
-- alternatives: a patch of the vendor; a part of another library that was linked in; a newer version with further work
-- not claimed: that the call is ever reached, or what it is for
WITH library_profile(kind, soname, normal, ground) AS (
  -- What a library of this soname is, what it does besides, and what says so.
  VALUES
    ('image', 'libpng*.so*', '', 'libpng manual: PNG through stdio or functions that the caller gives'),
    ('image', 'libjpeg.so*', '', 'libjpeg.txt: JPEG through stdio, memory or a data source of the caller'),
    ('image', 'libturbojpeg.so*', '', 'turbojpeg.h: JPEG in memory'),
    ('image', 'libtiff*.so*', '', 'TIFFOpen(3), TIFFClientOpen(3): TIFF in a file or through functions of the caller'),
    ('image', 'libgif.so*', '', 'gif_lib: GIF in a file or through a function of the caller'),
    ('image', 'libwebp*.so*', '', 'WebP API: WebP in memory'),
    ('image', 'libopenjp2.so*', '', 'openjpeg.h: JPEG 2000 through a stream of the caller'),
    ('image', 'libqrencode.so*', '', 'qrencode.h: QR codes in memory'),
    ('audio', 'libogg.so*', '', 'libogg API: packets and pages in memory'),
    ('audio', 'libvorbis*.so*', '', 'libvorbis, vorbisfile API: Vorbis in memory, a file or callbacks'),
    ('audio', 'libFLAC.so*', '', 'FLAC API: FLAC in files or callbacks'),
    ('audio', 'libopus.so*', '', 'Opus API: packets in memory'),
    ('audio', 'libmp3lame.so*', '', 'LAME API: MP3 in memory'),
    ('audio', 'libspeex*.so*', '', 'Speex manual: frames in memory'),
    ('audio', 'libsndfile.so*', '', 'sndfile.h: sound files'),
    ('video', 'libtheora*.so*', '', 'Theora API: packets in memory'),
    ('video', 'libvpx.so*', '', 'vpx API: frames in memory'),
    ('compression', 'libz.so*', '', 'zlib.h: streams in memory and gzip files'),
    ('compression', 'libbz2.so*', '', 'bzlib.h: streams in memory and files'),
    ('compression', 'liblzma.so*', '', 'lzma.h: streams in memory'),
    ('compression', 'liblz4.so*', '', 'lz4.h: blocks and frames in memory'),
    ('compression', 'libzstd.so*', '', 'zstd.h: streams in memory'),
    ('compression', 'liblzo2.so*', '', 'lzo1x.h: blocks in memory'),
    ('compression', 'libsnappy.so*', '', 'snappy.h: blocks in memory'),
    ('compression', 'libbrotli*.so*', '', 'brotli API: streams in memory'),
    ('compression', 'libminizip.so*', '', 'zip.h, unzip.h: ZIP in files or callbacks'),
    ('compression', 'libarchive.so*', 'execute', 'archive_read_filter(3): archives; a filter may be a program'),
    ('parser', 'libexpat.so*', '', 'expat.h: XML in memory'),
    ('parser', 'libxml2.so*', 'listen', 'libxml2 API: XML; its FTP client listens for data'),
    ('parser', 'libxslt.so*', '', 'libxslt API: style sheets over XML'),
    ('parser', 'libyaml-*.so*', '', 'yaml.h: YAML in memory, a file or a callback'),
    ('parser', 'libyajl.so*', '', 'yajl API: JSON in memory'),
    ('parser', 'libjson-c.so*', '', 'json-c API: JSON in memory or files'),
    ('parser', 'libjansson.so*', '', 'jansson API: JSON in memory, files or callbacks'),
    ('parser', 'libcjson*.so*', '', 'cJSON.h: JSON in memory'),
    ('parser', 'libtasn1.so*', '', 'libtasn1 manual: ASN.1 in memory and definition files'),
    ('parser', 'libpcre*.so*', '', 'pcre2api(3), pcreapi(3): patterns over texts in memory'),
    ('font', 'libfreetype.so*', '', 'FreeType API: fonts in files or streams'),
    ('font', 'libharfbuzz.so*', '', 'HarfBuzz manual: shapes of texts'),
    ('font', 'libgraphite2.so*', '', 'Graphite2 API: shapes of texts'),
    ('font', 'libfribidi.so*', '', 'fribidi API: order of texts'),
    ('crypto', 'libcrypto.so*', 'listen', 'crypto(7): algorithms; BIO_s_accept(3) takes connections'),
    ('crypto', 'libgcrypt.so*', 'privilege', 'libgcrypt manual: algorithms; secure memory drops the rights that it needs'),
    ('crypto', 'libnettle.so*', '', 'Nettle manual: algorithms over memory, no input or output'),
    ('crypto', 'libhogweed.so*', '', 'Nettle manual: algorithms over memory, no input or output'),
    ('crypto', 'libmbedcrypto.so*', '', 'Mbed TLS API: algorithms; keys and seeds in files'),
    ('crypto', 'libsodium.so*', '', 'libsodium documentation: algorithms over memory'),
    ('crypto', 'libtomcrypt.so*', '', 'LibTomCrypt manual: algorithms over memory'),
    ('numbers', 'libgmp.so*', '', 'GMP manual: arithmetic'),
    ('numbers', 'libmpfr.so*', '', 'MPFR manual: arithmetic'),
    ('numbers', 'libtommath.so*', '', 'LibTomMath manual: arithmetic'),
    ('numbers', 'libm.so*', '', 'math.h(0p): functions of numbers'),
    ('runtime', 'libstdc++.so*', '', 'ISO C++, library: none of these'),
    ('runtime', 'libgcc_s.so*', '', 'GCC internals, libgcc: arithmetic and unwinding')
), library AS (
  SELECT elf.node, node.path, coalesce(elf.soname, basename(node.path)) AS soname, profile.kind, profile.normal,
         profile.ground
  FROM elf
  JOIN node ON node.id = elf.node
  JOIN library_profile AS profile ON coalesce(elf.soname, basename(node.path)) GLOB profile.soname
  WHERE elf.type = 'shared' AND elf.node IN (SELECT node FROM deed)
), deed AS (
  SELECT call_site.node, call_site.id, call_site.family, call_site.callee || '()' AS what, call_site.caller_name AS within
  FROM call_site
  WHERE call_site.family IN ('execute', 'shell', 'privilege', 'mount', 'module', 'firewall', 'flash', 'trace', 'capture',
                             'raw_socket', 'reboot')
  UNION ALL
  SELECT listener.node, listener.id, 'listen', 'bind() for ' || listener.protocol, NULL
  FROM listener
  WHERE listener.protocol IN ('tcp', 'udp')
)
SELECT min(deed.id) AS evidence,
       'the ' || library.kind || ' library ' || quote_text(library.soname) || ' calls ' || quote_text(min(deed.what)) ||
         CASE WHEN count(*) > 1 THEN ', ' || count(*) || ' such calls in all' ELSE '' END AS message,
       deed.family,
       group_concat(DISTINCT quote_text(deed.within)) AS functions,
       library.ground
FROM library
JOIN deed ON deed.node = library.node
WHERE deed.family <> library.normal
GROUP BY library.node, deed.family
