// Private keys in DER, told apart by their first two or three records:
//
//   PKCS#1     SEQUENCE { INTEGER 0, n, e, d, p, q, d mod p-1, d mod q-1, 1/q mod p }
//   DSA        SEQUENCE { INTEGER 0, p, q, g, y, x }
//   SEC1       SEQUENCE { INTEGER 1, OCTET STRING private, [0] curve, [1] public }
//   PKCS#8     SEQUENCE { INTEGER 0 or 1, SEQUENCE { OBJECT IDENTIFIER, ... }, OCTET STRING key }
//   encrypted  SEQUENCE { SEQUENCE { OBJECT IDENTIFIER, ... }, OCTET STRING }
//
// Source: RFC 8017 A.1.2; RFC 5915 3; RFC 5958 2 and 3; the DSA form is OpenSSL's own.
#include "formats/private_key.h"

#include <fmt/core.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/x509.h>

#include "formats/der.h"
#include "formats/key_facts.h"
#include "formats/ssh_key.h"

namespace assay::formats {
namespace {

// OpenSSL computes the public half of such keys, in time that grows with the cube of their size.
constexpr std::uint64_t computed_key_size_max = 2048;     // bytes
constexpr std::uint64_t computed_integer_size_max = 520;  // bytes: numbers of 4096 bits

constexpr std::uint8_t oid_rsa[] = {0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01};

bool equal(Bytes a, Bytes b) { return as_text(a) == as_text(b); }

// Whether p times q is n. A key with more primes, or none, does not show it.
Presence rsa_consistency(EVP_PKEY* key) {
  BIGNUM* n = nullptr;
  BIGNUM* p = nullptr;
  BIGNUM* q = nullptr;
  BIGNUM* third = nullptr;
  BIGNUM* product = BN_new();
  BN_CTX* context = BN_CTX_new();
  Presence state = Presence::not_shown;
  EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_FACTOR3, &third);
  if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &n) == 1 &&
      EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_FACTOR1, &p) == 1 &&
      EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_FACTOR2, &q) == 1 && third == nullptr &&
      BN_mul(product, p, q, context) == 1) {
    state = BN_cmp(product, n) == 0 ? Presence::present : Presence::absent;
  }
  for (BIGNUM* number : {n, p, q, third, product}) BN_clear_free(number);
  BN_CTX_free(context);
  return state;
}

Result<Key> describe(EvpKey key, std::string_view container, std::uint64_t size) {
  ERR_clear_error();
  if (key == nullptr) {
    return fail(ErrorCode::corrupt,
                fmt::format("OpenSSL reads no {} private key from {} bytes", container, size));
  }
  Key facts;
  facts.kind = KeyKind::private_key;
  facts.container = container;
  facts.range = {0, size};
  TRY(fill_key(key.get(), facts));
  if (facts.algorithm.starts_with("rsa")) facts.consistent = rsa_consistency(key.get());
  return facts;
}

EvpKey parse_typed(int type, Bytes der) {
  const std::uint8_t* at = der.data();
  return EvpKey(d2i_PrivateKey(type, nullptr, &at, static_cast<long>(der.size())));
}

EvpKey parse_pkcs8(Bytes der) {
  const std::uint8_t* at = der.data();
  PKCS8_PRIV_KEY_INFO* info = d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size()));
  EvpKey key(info == nullptr ? nullptr : EVP_PKCS82PKEY(info));
  PKCS8_PRIV_KEY_INFO_free(info);
  return key;
}

// The content of the OBJECT IDENTIFIER that an AlgorithmIdentifier starts with.
Result<Bytes> algorithm_oid(const DerValue& identifier) {
  const DerValue oid = TRY(read_der(identifier.content, 0));
  if (oid.tag != der_tag::object_id) return fail(ErrorCode::corrupt, "no algorithm identifier");
  return oid.content;
}

std::string oid_name(Bytes content) {
  const std::vector<std::uint8_t> der = write_der(der_tag::object_id, {content});
  const std::uint8_t* at = der.data();
  ASN1_OBJECT* object = d2i_ASN1_OBJECT(nullptr, &at, static_cast<long>(der.size()));
  ERR_clear_error();
  const int nid = object == nullptr ? NID_undef : OBJ_obj2nid(object);
  ASN1_OBJECT_free(object);
  return nid == NID_undef ? "" : OBJ_nid2sn(nid);
}

// What an EncryptedPrivateKeyInfo shows: the algorithm of its encryption, no more.
Result<Key> read_encrypted(const DerValue& whole, const DerValue& identifier) {
  const DerValue data = TRY(read_der(whole.content, identifier.size));
  const Bytes oid = TRY(algorithm_oid(identifier));
  if (data.tag != der_tag::octet_string || identifier.size + data.size != whole.content.size())
    return fail(ErrorCode::corrupt, "no encrypted private key");
  Key facts;
  facts.kind = KeyKind::private_key;
  facts.container = "pkcs8";
  facts.encrypted = true;
  facts.cipher = oid_name(oid);
  facts.range = {0, whole.size};
  // PBES, PBES2 and PKCS#12 encryption have such identifiers; other things of this shape do not.
  if (!facts.cipher.starts_with("PBE"))
    return fail(ErrorCode::unsupported, "no password-based encryption that we know");
  return facts;
}

}  // namespace

Result<Key> read_private_key(Bytes der) {
  const DerValue whole = TRY(read_der(der, 0));
  if (whole.tag != der_tag::sequence) return fail(ErrorCode::corrupt, "no DER sequence");
  const Bytes exact = der.first(whole.size);
  TRY(check_der_integers(exact));
  const DerValue first = TRY(read_der(whole.content, 0));
  if (first.tag == der_tag::sequence) return read_encrypted(whole, first);
  if (first.tag != der_tag::integer || first.content.size() != 1)
    return fail(ErrorCode::corrupt, "no version number at the start of a private key");
  const DerValue second = TRY(read_der(whole.content, first.size));

  bool is_rsa = false;
  if (second.tag == der_tag::sequence) is_rsa = equal(TRY(algorithm_oid(second)), oid_rsa);
  unsigned numbers = 1;
  for (std::uint64_t at = first.size; at < whole.content.size() && numbers < 10; numbers++)
    at += TRY(read_der(whole.content, at)).size;
  const bool is_pkcs1 = second.tag == der_tag::integer && numbers >= 9;
  if (!is_rsa && !is_pkcs1) {
    TRY(check_der_integers(exact, computed_integer_size_max));
    if (whole.size > computed_key_size_max) {
      return fail(ErrorCode::limit, fmt::format("a private key of {} bytes, {} at most", whole.size,
                                                computed_key_size_max));
    }
  }
  switch (second.tag) {
    case der_tag::sequence:
      return describe(parse_pkcs8(exact), "pkcs8", whole.size);
    case der_tag::octet_string:
      return describe(parse_typed(EVP_PKEY_EC, exact), "sec1", whole.size);
    case der_tag::integer:
      if (is_pkcs1) return describe(parse_typed(EVP_PKEY_RSA, exact), "pkcs1", whole.size);
      if (numbers == 6) return describe(parse_typed(EVP_PKEY_DSA, exact), "dsa", whole.size);
      [[fallthrough]];
    default:
      return fail(ErrorCode::corrupt, "no private key of a form that we know");
  }
}

Result<Key> read_public_key(Bytes der) {
  const DerValue whole = TRY(read_der(der, 0));
  if (whole.tag != der_tag::sequence) return fail(ErrorCode::corrupt, "no DER sequence");
  const Bytes exact = der.first(whole.size);
  const DerValue first = TRY(read_der(whole.content, 0));
  Key facts;
  facts.range = {0, whole.size};
  facts.container = "spki";
  std::vector<std::uint8_t> wrapped;
  if (first.tag == der_tag::integer) {
    facts.container = "pkcs1";
    const auto oid = write_der(der_tag::object_id, {oid_rsa});
    const auto identifier = write_der(der_tag::sequence, {oid, write_der(der_tag::null, {})});
    wrapped = write_der(der_tag::sequence, {identifier, write_der_bits(exact)});
    TRY(check_der_integers(exact));
  }
  const EvpKey key = TRY(parse_public_key(wrapped.empty() ? exact : Bytes(wrapped)));
  TRY(fill_key(key.get(), facts));
  return facts;
}

Result<Key> read_pem_key(const PemBlock& block) {
  const std::string_view label = block.label;
  Result<Key> key =
      fail(ErrorCode::unsupported, fmt::format("a PEM block \"{}\" is no key", label));
  if (label == "PUBLIC KEY" || label == "RSA PUBLIC KEY") {
    key = read_public_key(block.der);
  } else if (label == "OPENSSH PRIVATE KEY") {
    key = read_openssh_private_key(block.der);
  } else if (label.ends_with("PRIVATE KEY") && block.encrypted && !block.cipher.empty()) {
    key = Key();
    key->kind = KeyKind::private_key;
    key->encrypted = true;
    key->cipher = block.cipher;
    key->container = label == "RSA PRIVATE KEY"  ? "pkcs1"
                     : label == "EC PRIVATE KEY" ? "sec1"
                                                 : "dsa";
    key->algorithm = label == "RSA PRIVATE KEY" ? "rsa" : label == "EC PRIVATE KEY" ? "ec" : "dsa";
  } else if (label.ends_with("PRIVATE KEY")) {
    key = read_private_key(block.der);
  }
  if (key) key->range = block.range;
  return key;
}

}  // namespace assay::formats
