// Source: the manual pages EVP_EncryptInit(3), HMAC(3), PKCS5_PBKDF2_HMAC(3), EVP_BytesToKey(3),
// DES_set_key(3) and SSL_CTX_set_verify(3) of OpenSSL; the headers aes.h, cipher.h and ssl.h of
// Mbed TLS and of PolarSSL before it; wolfSSL's manual, wc_AesSetKey and wolfSSL_CTX_set_verify;
// the Libgcrypt manual, "Working with cipher handles"; crypt(3); curl's curl.h for the numbers of
// CURLOPT_SSL_VERIFYPEER and CURLOPT_SSL_VERIFYHOST; for the secrets of JSON Web Tokens jwt.h of
// libjwt 1, jwk.h of cjose and rhonabwy.h.
#include "readers/crypto_call.h"

#include "base/name_table.h"

namespace assay::readers {
namespace {

using A = CryptoArgument;

constexpr A sized(std::string_view function, std::string_view kind, std::int8_t bytes,
                  std::int8_t size) {
  return {function, kind, bytes, size};
}
constexpr A in_bits(std::string_view function, std::int8_t bytes, std::int8_t size) {
  return {function, "key", bytes, size, true};
}
constexpr A fixed(std::string_view function, std::string_view kind, std::int8_t bytes,
                  std::uint8_t size) {
  return {function, kind, bytes, A::none, false, size};
}
constexpr A by_cipher(std::string_view function, std::string_view kind, std::int8_t bytes) {
  return {function, kind, bytes, A::none, false, 0, 1};
}
constexpr A text(std::string_view function, std::string_view kind, std::int8_t bytes) {
  return {function, kind, bytes};
}

constexpr NameTable arguments(std::to_array<A>({
    by_cipher("EVP_EncryptInit", "key", 2),
    by_cipher("EVP_EncryptInit", "iv", 3),
    by_cipher("EVP_DecryptInit", "key", 2),
    by_cipher("EVP_DecryptInit", "iv", 3),
    by_cipher("EVP_EncryptInit_ex", "key", 3),
    by_cipher("EVP_EncryptInit_ex", "iv", 4),
    by_cipher("EVP_DecryptInit_ex", "key", 3),
    by_cipher("EVP_DecryptInit_ex", "iv", 4),
    by_cipher("EVP_CipherInit_ex", "key", 3),
    by_cipher("EVP_CipherInit_ex", "iv", 4),
    in_bits("AES_set_encrypt_key", 0, 1),
    in_bits("AES_set_decrypt_key", 0, 1),
    fixed("AES_cbc_encrypt", "iv", 4, 16),
    fixed("DES_set_key", "key", 0, 8),
    fixed("DES_set_key_checked", "key", 0, 8),
    fixed("DES_set_key_unchecked", "key", 0, 8),
    sized("RC4_set_key", "key", 2, 1),
    sized("BF_set_key", "key", 2, 1),
    sized("HMAC", "key", 1, 2),
    sized("HMAC_Init_ex", "key", 1, 2),
    sized("PKCS5_PBKDF2_HMAC", "password", 0, 1),
    sized("PKCS5_PBKDF2_HMAC", "salt", 2, 3),
    sized("PKCS5_PBKDF2_HMAC_SHA1", "password", 0, 1),
    sized("PKCS5_PBKDF2_HMAC_SHA1", "salt", 2, 3),
    fixed("EVP_BytesToKey", "salt", 2, 8),
    sized("EVP_BytesToKey", "password", 3, 4),
    in_bits("mbedtls_aes_setkey_enc", 1, 2),
    in_bits("mbedtls_aes_setkey_dec", 1, 2),
    in_bits("mbedtls_cipher_setkey", 1, 2),
    in_bits("aes_setkey_enc", 1, 2),
    in_bits("aes_setkey_dec", 1, 2),
    in_bits("mbedtls_gcm_setkey", 2, 3),
    sized("mbedtls_md_hmac_starts", "key", 1, 2),
    sized("mbedtls_md_hmac", "key", 1, 2),
    sized("wc_AesSetKey", "key", 1, 2),
    fixed("wc_AesSetKey", "iv", 3, 16),
    sized("gcry_cipher_setkey", "key", 1, 2),
    sized("gcry_cipher_setiv", "iv", 1, 2),
    sized("gcry_md_setkey", "key", 1, 2),
    sized("jwt_set_alg", "key", 2, 3),
    sized("jwt_decode", "key", 2, 3),
    sized("cjose_jwk_create_oct_spec", "key", 0, 1),
    sized("r_jwk_import_from_symmetric_key", "key", 1, 2),
    text("crypt", "salt", 1),
    text("crypt_r", "salt", 1),
}));

constexpr NameTable checks(std::to_array<PeerCheck>({
    {"SSL_CTX_set_verify", -1, 0, 1, "SSL_VERIFY_NONE"},
    {"SSL_set_verify", -1, 0, 1, "SSL_VERIFY_NONE"},
    {"wolfSSL_CTX_set_verify", -1, 0, 1, "SSL_VERIFY_NONE"},
    {"wolfSSL_set_verify", -1, 0, 1, "SSL_VERIFY_NONE"},
    {"CyaSSL_CTX_set_verify", -1, 0, 1, "SSL_VERIFY_NONE"},
    {"curl_easy_setopt", 1, 64, 2, "CURLOPT_SSL_VERIFYPEER"},
    {"curl_easy_setopt", 1, 81, 2, "CURLOPT_SSL_VERIFYHOST"},
    {"mbedtls_ssl_conf_authmode", -1, 0, 1, "MBEDTLS_SSL_VERIFY_NONE"},
    {"ssl_set_authmode", -1, 0, 1, "SSL_VERIFY_NONE"},
}));

}  // namespace

std::span<const CryptoArgument> crypto_arguments(std::string_view function) {
  return arguments.all(function);
}

std::span<const PeerCheck> peer_checks(std::string_view function) { return checks.all(function); }

}  // namespace assay::readers
