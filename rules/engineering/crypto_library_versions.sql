-- metric: crypto_library_versions
-- title: Versions of each cryptographic library
-- counting: For each library, the number of distinct versions in its banners, over all files of the image.
-- why: More than one version of one library means that a repair of the one leaves the other as it was.
-- clauses: 3GPP TS 33.117 4.3.2.5
SELECT banner.product AS name,
       count(DISTINCT banner.version) AS value,
       'versions' AS unit
FROM banner
WHERE banner.product IN ('openssl', 'libressl', 'boringssl', 'mbedtls', 'polarssl', 'wolfssl', 'cyassl', 'gnutls',
                         'libgcrypt', 'nss', 'matrixssl', 'axtls', 'libtomcrypt', 'nettle')
  AND banner.version IS NOT NULL
GROUP BY banner.product
ORDER BY banner.product
