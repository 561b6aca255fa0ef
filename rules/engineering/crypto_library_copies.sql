-- metric: crypto_library_copies
-- title: Copies and versions of each cryptographic library
-- counting: One for each distinct file (by its bytes) in which a version banner of the library stands, by product and
--      version as the banner has them. A file with banners of two versions counts once for each. A copy whose banner was
--      removed is not counted, and a program that only prints the version it was built for is.
-- why: Each further version has to be repaired apart. Seventy copies of four versions in one product is a finding that an
--      oversight board has published.
-- clauses: 3GPP TS 33.117 4.3.2.5
SELECT quote_text(banner.product || ' ' || banner.version) AS name,
       count(DISTINCT banner.node) AS value,
       'files' AS unit
FROM banner
WHERE banner.product IN ('openssl', 'libressl', 'boringssl', 'mbedtls', 'polarssl', 'wolfssl', 'cyassl', 'gnutls',
                         'libgcrypt', 'nss', 'matrixssl', 'axtls', 'libtomcrypt', 'nettle')
  AND banner.version IS NOT NULL
GROUP BY banner.product, banner.version
ORDER BY banner.product, banner.version
