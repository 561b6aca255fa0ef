// Source: RFC 1321, appendix A (MD5Update, MD5Final); the manuals of OpenSSL (MD5(3), SHA256(3),
// EVP_DigestInit(3), HMAC(3), EVP_EncryptInit(3), AES and DES), Mbed TLS, wolfSSL (wolfCrypt),
// Libgcrypt, GnuTLS, GLib and zlib.
#include "readers/digest_call.h"

#include "base/name_table.h"

namespace assay::readers {
namespace {

using D = DigestCall;

// What was handed over before, by a context.
constexpr D ends(std::string_view name, std::int8_t output, std::int8_t context) {
  return {name, "digest", output, D::none, context};
}
constexpr D ends_mac(std::string_view name, std::int8_t output) {
  return {name, "mac", output, D::none, 0};
}
// At one go.
constexpr D digests(std::string_view name, std::int8_t input, std::int8_t output) {
  return {name, "digest", output, input};
}
constexpr D mac(std::string_view name, std::int8_t input, std::int8_t output, std::int8_t key) {
  return {name, "mac", output, input, D::none, key};
}
constexpr D cipher(std::string_view name, std::int8_t input, std::int8_t output) {
  return {name, "cipher", output, input};
}
constexpr D sums(std::string_view name, std::int8_t input) {
  return {name, "checksum", D::none, input};
}

constexpr NameTable calls(std::to_array<D>({
    ends("MD5_Final", 0, 1),
    ends("SHA1_Final", 0, 1),
    ends("SHA224_Final", 0, 1),
    ends("SHA256_Final", 0, 1),
    ends("SHA384_Final", 0, 1),
    ends("SHA512_Final", 0, 1),
    ends("MD5Final", 0, 1),
    ends("EVP_DigestFinal", 1, 0),
    ends("EVP_DigestFinal_ex", 1, 0),
    ends("mbedtls_md5_finish", 1, 0),
    ends("mbedtls_md5_finish_ret", 1, 0),
    ends("mbedtls_sha1_finish", 1, 0),
    ends("mbedtls_sha1_finish_ret", 1, 0),
    ends("mbedtls_sha256_finish", 1, 0),
    ends("mbedtls_sha256_finish_ret", 1, 0),
    ends("mbedtls_sha512_finish", 1, 0),
    ends("mbedtls_sha512_finish_ret", 1, 0),
    ends("mbedtls_md_finish", 1, 0),
    ends("wc_Md5Final", 1, 0),
    ends("wc_ShaFinal", 1, 0),
    ends("wc_Sha256Final", 1, 0),
    ends("wc_Sha512Final", 1, 0),
    ends("gnutls_hash_output", 1, 0),
    ends("gnutls_hash_deinit", 1, 0),
    ends("gcry_md_read", D::none, 0),
    ends("g_checksum_get_string", D::none, 0),
    ends_mac("HMAC_Final", 1),
    ends_mac("mbedtls_md_hmac_finish", 1),
    digests("MD5", 0, 2),
    digests("SHA1", 0, 2),
    digests("SHA224", 0, 2),
    digests("SHA256", 0, 2),
    digests("SHA384", 0, 2),
    digests("SHA512", 0, 2),
    digests("EVP_Digest", 0, 2),
    digests("mbedtls_md5", 0, 2),
    digests("mbedtls_md5_ret", 0, 2),
    digests("mbedtls_sha1", 0, 2),
    digests("mbedtls_sha1_ret", 0, 2),
    digests("mbedtls_sha256", 0, 2),
    digests("mbedtls_sha256_ret", 0, 2),
    digests("mbedtls_sha512", 0, 2),
    digests("mbedtls_sha512_ret", 0, 2),
    digests("mbedtls_md", 1, 3),
    digests("wc_Md5Hash", 0, 2),
    digests("wc_ShaHash", 0, 2),
    digests("wc_Sha256Hash", 0, 2),
    digests("wc_Sha512Hash", 0, 2),
    digests("gcry_md_hash_buffer", 2, 1),
    digests("gnutls_hash_fast", 1, 3),
    digests("g_compute_checksum_for_string", 1, D::none),
    digests("g_compute_checksum_for_data", 1, D::none),
    mac("HMAC", 3, 5, 1),
    mac("mbedtls_md_hmac", 3, 5, 1),
    mac("gnutls_hmac_fast", 3, 5, 1),
    cipher("AES_encrypt", 0, 1),
    cipher("AES_decrypt", 0, 1),
    cipher("AES_ecb_encrypt", 0, 1),
    cipher("AES_cbc_encrypt", 0, 1),
    cipher("DES_ecb_encrypt", 0, 1),
    cipher("DES_ncbc_encrypt", 0, 1),
    cipher("BF_ecb_encrypt", 0, 1),
    cipher("RC4", 2, 3),
    cipher("EVP_EncryptUpdate", 3, 1),
    cipher("EVP_DecryptUpdate", 3, 1),
    cipher("EVP_CipherUpdate", 3, 1),
    cipher("mbedtls_aes_crypt_ecb", 2, 3),
    cipher("mbedtls_aes_crypt_cbc", 4, 5),
    cipher("mbedtls_des_crypt_ecb", 1, 2),
    sums("crc32", 1),
    sums("crc32_z", 1),
    sums("adler32", 1),
}));

constexpr NameTable inputs(std::to_array<DigestInput>({
    {"MD5_Update"},
    {"SHA1_Update"},
    {"SHA224_Update"},
    {"SHA256_Update"},
    {"SHA384_Update"},
    {"SHA512_Update"},
    {"MD5Update"},
    {"EVP_DigestUpdate"},
    {"HMAC_Update"},
    {"mbedtls_md5_update"},
    {"mbedtls_md5_update_ret"},
    {"mbedtls_sha1_update"},
    {"mbedtls_sha1_update_ret"},
    {"mbedtls_sha256_update"},
    {"mbedtls_sha256_update_ret"},
    {"mbedtls_sha512_update"},
    {"mbedtls_sha512_update_ret"},
    {"mbedtls_md_update"},
    {"mbedtls_md_hmac_update"},
    {"wc_Md5Update"},
    {"wc_ShaUpdate"},
    {"wc_Sha256Update"},
    {"wc_Sha512Update"},
    {"gnutls_hash"},
    {"gcry_md_write"},
    {"g_checksum_update"},
}));

}  // namespace

const DigestCall* digest_call(std::string_view name) { return calls.find(name); }

const DigestInput* digest_input(std::string_view name) { return inputs.find(name); }

}  // namespace assay::readers
