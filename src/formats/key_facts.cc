// Facts of a key. The fingerprint is taken over SubjectPublicKeyInfo with uncompressed points, so
// that all containers of one key have the same. For SSH the public key is written as:
//
//   ssh-rsa      string "ssh-rsa" | mpint e | mpint n
//   ssh-dss      string "ssh-dss" | mpint p | mpint q | mpint g | mpint y
//   ecdsa        string "ecdsa-sha2-CURVE" | string CURVE | string point
//   ssh-ed25519  string "ssh-ed25519" | string of 32 bytes
//
// Source: RFC 5280 4.1 (SubjectPublicKeyInfo); RFC 4253 6.6, RFC 5656 3.1, RFC 8709 4.
#include "formats/key_facts.h"

#include <fmt/core.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/x509.h>

#include <array>

#include "base/digest.h"
#include "formats/base64.h"
#include "formats/der.h"
#include "formats/rsa_weakness.h"

namespace assay::formats {
namespace {

constexpr int modulus_bits_max = 8192;  // of one that is told

struct BigFree {
  void operator()(BIGNUM* number) const { BN_free(number); }
};
using Big = std::unique_ptr<BIGNUM, BigFree>;

Big big_of(EVP_PKEY* key, const char* name) {
  BIGNUM* number = nullptr;
  return EVP_PKEY_get_bn_param(key, name, &number) == 1 ? Big(number) : nullptr;
}

struct NamedAlgorithm {
  int id;
  std::string_view name;
};

constexpr NamedAlgorithm algorithms[] = {
    {EVP_PKEY_RSA, "rsa"},       {EVP_PKEY_RSA_PSS, "rsa-pss"}, {EVP_PKEY_DSA, "dsa"},
    {EVP_PKEY_EC, "ec"},         {EVP_PKEY_ED25519, "ed25519"}, {EVP_PKEY_ED448, "ed448"},
    {EVP_PKEY_X25519, "x25519"}, {EVP_PKEY_X448, "x448"},       {EVP_PKEY_DH, "dh"},
    {EVP_PKEY_DHX, "dh"},        {EVP_PKEY_SM2, "sm2"},
};

std::string algorithm_name(EVP_PKEY* key) {
  const int id = EVP_PKEY_get_base_id(key);
  for (const NamedAlgorithm& one : algorithms)
    if (one.id == id) return std::string(one.name);
  const char* name = EVP_PKEY_get0_type_name(key);
  return name == nullptr ? "unknown" : name;
}

std::string exponent_of(EVP_PKEY* key) {
  const Big e = big_of(key, OSSL_PKEY_PARAM_RSA_E);
  if (e == nullptr) return {};
  const bool small = BN_num_bits(e.get()) <= 64;
  char* text = small ? BN_bn2dec(e.get()) : BN_bn2hex(e.get());
  const std::string written = fmt::format("{}{}", small ? "" : "0x", text == nullptr ? "" : text);
  OPENSSL_free(text);
  return written;
}

std::string hex_of(const BIGNUM* number) {
  if (BN_num_bits(number) > modulus_bits_max) return {};
  char* text = BN_bn2hex(number);
  std::string written = text == nullptr ? "" : text;
  OPENSSL_free(text);
  return written;
}

std::string curve_of(EVP_PKEY* key) {
  std::array<char, 64> name{};
  std::size_t size = 0;
  if (EVP_PKEY_get_group_name(key, name.data(), name.size(), &size) != 1) return {};
  return {name.data(), size};
}

void put_string(std::vector<std::uint8_t>& blob, Bytes bytes) {
  for (const unsigned shift : {24U, 16U, 8U, 0U})
    blob.push_back(static_cast<std::uint8_t>(bytes.size() >> shift));
  blob.insert(blob.end(), bytes.begin(), bytes.end());
}

// A number as SSH writes it: highest byte first, with a zero before it where its top bit is set.
bool put_number(std::vector<std::uint8_t>& blob, EVP_PKEY* key, const char* name) {
  const Big number = big_of(key, name);
  if (number == nullptr) return false;
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(BN_num_bytes(number.get())) + 1, 0);
  BN_bn2bin(number.get(), bytes.data() + 1);
  const bool padded = bytes.size() > 1 && bytes[1] >= 0x80;
  put_string(blob, Bytes(bytes).subspan(padded ? 0 : 1));
  return true;
}

bool put_octets(std::vector<std::uint8_t>& blob, EVP_PKEY* key) {
  std::array<std::uint8_t, 512> point{};
  std::size_t size = 0;
  if (EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size(),
                                      &size) != 1) {
    return false;
  }
  put_string(blob, Bytes(point).first(size));
  return true;
}

std::string_view ssh_curve(std::string_view curve) {
  if (curve == "prime256v1") return "nistp256";
  if (curve == "secp384r1") return "nistp384";
  if (curve == "secp521r1") return "nistp521";
  return {};
}

// The key in SSH's wire format; empty where SSH has none for it.
std::vector<std::uint8_t> ssh_blob(EVP_PKEY* key, const Key& facts) {
  std::vector<std::uint8_t> blob;
  bool whole = false;
  const std::string_view curve = ssh_curve(facts.curve);
  if (facts.algorithm == "rsa") {
    put_string(blob, as_bytes("ssh-rsa"));
    whole = put_number(blob, key, OSSL_PKEY_PARAM_RSA_E) &&
            put_number(blob, key, OSSL_PKEY_PARAM_RSA_N);
  } else if (facts.algorithm == "dsa") {
    put_string(blob, as_bytes("ssh-dss"));
    whole = put_number(blob, key, OSSL_PKEY_PARAM_FFC_P) &&
            put_number(blob, key, OSSL_PKEY_PARAM_FFC_Q) &&
            put_number(blob, key, OSSL_PKEY_PARAM_FFC_G) &&
            put_number(blob, key, OSSL_PKEY_PARAM_PUB_KEY);
  } else if (facts.algorithm == "ec" && !curve.empty()) {
    put_string(blob, as_bytes(fmt::format("ecdsa-sha2-{}", curve)));
    put_string(blob, as_bytes(curve));
    whole = put_octets(blob, key);
  } else if (facts.algorithm == "ed25519" || facts.algorithm == "ed448") {
    put_string(blob, as_bytes("ssh-" + facts.algorithm));
    whole = put_octets(blob, key);
  }
  return whole ? blob : std::vector<std::uint8_t>();
}

}  // namespace

std::string ssh_fingerprint(Bytes blob) { return "SHA256:" + encode_base64_unpadded(sha256(blob)); }

Result<void> fill_key(EVP_PKEY* key, Key& facts) {
  facts.algorithm = algorithm_name(key);
  facts.bits = static_cast<unsigned>(std::max(0, EVP_PKEY_get_bits(key)));
  if (facts.algorithm == "ec" || facts.algorithm == "sm2") {
    facts.curve = curve_of(key);
    EVP_PKEY_set_utf8_string_param(key, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT, "uncompressed");
  }
  if (facts.algorithm.starts_with("rsa")) {
    facts.exponent = exponent_of(key);
    const Big modulus = big_of(key, OSSL_PKEY_PARAM_RSA_N);
    if (modulus != nullptr) {
      facts.weak = weakness_of_modulus(modulus.get());
      facts.modulus = hex_of(modulus.get());
    }
  }
  std::uint8_t* der = nullptr;
  const int size = i2d_PUBKEY(key, &der);
  ERR_clear_error();
  if (size <= 0) {
    return fail(
        ErrorCode::unsupported,
        fmt::format("OpenSSL does not write the public half of this {} key", facts.algorithm));
  }
  facts.spki_sha256 = to_hex(sha256({der, static_cast<std::size_t>(size)}));
  OPENSSL_free(der);
  const std::vector<std::uint8_t> blob = ssh_blob(key, facts);
  if (!blob.empty()) facts.ssh_sha256 = ssh_fingerprint(blob);
  ERR_clear_error();
  return {};
}

Result<EvpKey> parse_public_key(Bytes der) {
  const DerValue whole = TRY(read_der(der, 0));
  TRY(check_der_integers(der.first(whole.size)));
  const std::uint8_t* at = der.data();
  EvpKey key(d2i_PUBKEY(nullptr, &at, static_cast<long>(whole.size)));
  ERR_clear_error();
  if (key == nullptr)
    return fail(ErrorCode::corrupt,
                fmt::format("OpenSSL reads no public key from {} bytes", whole.size));
  return key;
}

}  // namespace assay::formats
