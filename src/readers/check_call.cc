// Source: the manuals of OpenSSL (RSA_verify(3), EVP_DigestVerifyInit(3), CMS_verify(3) and their
// like), Mbed TLS (pk.h, rsa.h, ecdsa.h), wolfSSL (wolfCrypt), GnuTLS, Nettle, Libgcrypt,
// libsodium, NSS, GPGME and the PSA Crypto API.
#include "readers/check_call.h"

#include <algorithm>
#include <string>

#include "base/lower_case.h"
#include "base/name_table.h"

namespace assay::readers {
namespace {

constexpr NameTable calls(std::to_array<CheckCall>({
    {"RSA_verify"},
    {"RSA_verify_PKCS1_PSS"},
    {"RSA_verify_PKCS1_PSS_mgf1"},
    {"RSA_public_decrypt", false},
    {"DSA_verify"},
    {"DSA_do_verify"},
    {"ECDSA_verify"},
    {"ECDSA_do_verify"},
    {"ED25519_verify"},
    {"EVP_VerifyFinal"},
    {"EVP_VerifyFinal_ex"},
    {"EVP_DigestVerify"},
    {"EVP_DigestVerifyFinal"},
    {"EVP_PKEY_verify"},
    {"EVP_PKEY_verify_recover", false},
    {"CMS_verify"},
    {"PKCS7_verify"},
    {"PKCS7_signatureVerify"},
    {"X509_verify"},
    {"mbedtls_pk_verify"},
    {"mbedtls_pk_verify_ext"},
    {"mbedtls_rsa_pkcs1_verify"},
    {"mbedtls_rsa_rsassa_pkcs1_v15_verify"},
    {"mbedtls_rsa_rsassa_pss_verify"},
    {"mbedtls_rsa_rsassa_pss_verify_ext"},
    {"mbedtls_ecdsa_verify"},
    {"mbedtls_ecdsa_read_signature"},
    {"mbedtls_pkcs7_signed_data_verify"},
    {"mbedtls_pkcs7_signed_hash_verify"},
    {"pk_verify"},
    {"rsa_pkcs1_verify"},
    {"psa_verify_hash"},
    {"psa_verify_message"},
    {"wc_SignatureVerify"},
    {"wc_SignatureVerifyHash"},
    {"wc_RsaSSL_Verify", false},
    {"wc_RsaSSL_VerifyInline", false},
    {"wc_RsaPSS_Verify", false},
    {"wc_ecc_verify_hash", false},
    {"wc_ed25519_verify_msg", false},
    {"wolfSSL_RSA_verify"},
    {"wolfSSL_EVP_DigestVerifyFinal"},
    {"wolfSSL_EVP_VerifyFinal"},
    {"gnutls_pubkey_verify_data2"},
    {"gnutls_pubkey_verify_hash2"},
    {"gnutls_pkcs7_verify"},
    {"gnutls_pkcs7_verify_direct"},
    {"rsa_md5_verify"},
    {"rsa_md5_verify_digest"},
    {"rsa_sha1_verify"},
    {"rsa_sha1_verify_digest"},
    {"rsa_sha256_verify"},
    {"rsa_sha256_verify_digest"},
    {"rsa_sha512_verify"},
    {"rsa_sha512_verify_digest"},
    {"ecdsa_verify"},
    {"ed25519_verify"},
    {"ed25519_sha512_verify"},
    {"uECC_verify"},
    {"gcry_pk_verify"},
    {"crypto_sign_open"},
    {"crypto_sign_ed25519_open"},
    {"crypto_sign_verify_detached"},
    {"crypto_sign_ed25519_verify_detached"},
    {"VFY_VerifyDigest"},
    {"VFY_VerifyDigestDirect"},
    {"VFY_VerifyData"},
    {"VFY_VerifyDataDirect"},
    {"VFY_End"},
    {"gpgme_op_verify", false},
}));

}  // namespace

const CheckCall* check_call(std::string_view name) { return calls.find(name); }

NamedCheck named_check(std::string_view name) {
  if (name.starts_with("__")) return NamedCheck::none;  // the C library's own: __stack_chk_fail
  const std::string lower = lower_case(name);
  const auto has = [&](std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(
        words, [&](std::string_view word) { return lower.find(word) != std::string::npos; });
  };
  if (has({"verif", "authentic", "signature", "validat"})) return NamedCheck::signature;
  if (has({"crc", "checksum", "chksum"})) return NamedCheck::checksum;
  const bool checks = has({"check", "chk", "valid"});
  return checks && has({"sig", "image", "img", "fw", "firm", "upgrade", "update", "head", "trx",
                        "hash", "md5", "sha"})
             ? NamedCheck::image
             : NamedCheck::none;
}

}  // namespace assay::readers
