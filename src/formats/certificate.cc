// X.509. OpenSSL reads the structure, once its outer record and its numbers were found to be of a
// bounded size; names and times are taken from there without interpretation of their bytes.
//
// Source: RFC 5280, clause 4.
#include "formats/certificate.h"

#include <fmt/core.h>
#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <array>
#include <ctime>

#include "base/digest.h"
#include "formats/der.h"
#include "formats/key_facts.h"

namespace assay::formats {
namespace {

struct X509Free {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
using CertificateHandle = std::unique_ptr<X509, X509Free>;

Bytes content_of(const ASN1_STRING* text) {
  return {ASN1_STRING_get0_data(text), static_cast<std::size_t>(ASN1_STRING_length(text))};
}

std::string object_name(const ASN1_OBJECT* object) {
  const int nid = OBJ_obj2nid(object);
  if (nid != NID_undef) return OBJ_nid2sn(nid);
  std::array<char, 128> text{};
  const int size = OBJ_obj2txt(text.data(), static_cast<int>(text.size()), object, 1);
  return size > 0 ? std::string(text.data()) : "?";
}

std::string name_text(const X509_NAME* name, std::string* common_name) {
  std::string text;
  for (int i = 0; i < X509_NAME_entry_count(name); i++) {
    const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
    const std::string type = object_name(X509_NAME_ENTRY_get_object(entry));
    const std::string value(as_text(content_of(X509_NAME_ENTRY_get_data(entry))));
    if (type == "CN" && common_name != nullptr) *common_name = value;
    text += fmt::format("{}{}={}", i == 0 ? "" : ", ", type, value);
  }
  return text;
}

// Seconds since 1970. Years 0 to 9999, no leap seconds, as ASN.1 times have it.
std::optional<std::int64_t> unix_seconds(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  // Days of the proleptic Gregorian calendar, with years that begin in March.
  const std::int64_t month = parts.tm_mon + 1;
  const std::int64_t year = std::int64_t{parts.tm_year} + 1900 - (month <= 2 ? 1 : 0);
  const std::int64_t century = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of = year - century * 400;
  const std::int64_t day_of = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + parts.tm_mday - 1;
  const std::int64_t days =
      century * 146097 + year_of * 365 + year_of / 4 - year_of / 100 + day_of - 719468;
  return days * 86400 + parts.tm_hour * 3600 + parts.tm_min * 60 + parts.tm_sec;
}

std::string serial_text(const ASN1_INTEGER* serial) {
  BIGNUM* number = ASN1_INTEGER_to_BN(serial, nullptr);
  char* text = number == nullptr ? nullptr : BN_bn2hex(number);
  std::string written = text == nullptr ? "" : text;
  OPENSSL_free(text);
  BN_free(number);
  return written;
}

AlternativeName alternative_name(const GENERAL_NAME* name) {
  int type = 0;
  const auto* value = static_cast<const ASN1_STRING*>(GENERAL_NAME_get0_value(name, &type));
  const auto text = [&] { return std::string(as_text(content_of(value))); };
  switch (type) {
    case GEN_DNS:
      return {"dns", text()};
    case GEN_EMAIL:
      return {"email", text()};
    case GEN_URI:
      return {"uri", text()};
    case GEN_IPADD:
      return {"ip", text()};
    default:
      return {"other", ""};
  }
}

void read_alternative_names(const X509* handle, Certificate& certificate) {
  auto* names =
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(handle, NID_subject_alt_name, nullptr, nullptr));
  const int count = names == nullptr ? 0 : sk_GENERAL_NAME_num(names);
  for (int i = 0; i < count && certificate.alternative_names.size() < certificate_names_max; i++)
    certificate.alternative_names.push_back(alternative_name(sk_GENERAL_NAME_value(names, i)));
  GENERAL_NAMES_free(names);
}

void read_authority(const X509* handle, Certificate& certificate) {
  if (certificate.version < 3) return;
  auto* constraints = static_cast<BASIC_CONSTRAINTS*>(
      X509_get_ext_d2i(handle, NID_basic_constraints, nullptr, nullptr));
  const bool authority = constraints != nullptr && constraints->ca != 0;
  certificate.authority = authority ? Presence::present : Presence::absent;
  if (authority && constraints->pathlen != nullptr)
    certificate.path_length = ASN1_INTEGER_get(constraints->pathlen);
  BASIC_CONSTRAINTS_free(constraints);
}

// The key, or the fingerprint of its bytes alone where OpenSSL does not know it.
void read_key(X509* handle, Certificate& certificate) {
  certificate.key.container = "spki";
  EVP_PKEY* key = X509_get0_pubkey(handle);
  if (key != nullptr && fill_key(key, certificate.key)) return;
  std::uint8_t* der = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(handle), &der);
  if (size > 0) certificate.key.spki_sha256 = to_hex(sha256({der, static_cast<std::size_t>(size)}));
  OPENSSL_free(der);
}

Presence read_self_signed(X509* handle, bool self_issued) {
  if (!self_issued) return Presence::absent;
  EVP_PKEY* key = X509_get0_pubkey(handle);
  if (key == nullptr) return Presence::not_shown;
  const int verified = X509_verify(handle, key);
  if (verified < 0) return Presence::not_shown;
  return verified == 1 ? Presence::present : Presence::absent;
}

}  // namespace

Result<Certificate> read_certificate(Bytes der) {
  const DerValue whole = TRY(read_der(der, 0));
  if (whole.tag != der_tag::sequence) return fail(ErrorCode::corrupt, "no DER sequence");
  if (TRY(read_der(whole.content, 0)).tag != der_tag::sequence)
    return fail(ErrorCode::corrupt, "no certificate: its first part is no sequence");
  const Bytes exact = der.first(whole.size);
  TRY(check_der_integers(exact));
  const std::uint8_t* at = exact.data();
  const CertificateHandle handle(d2i_X509(nullptr, &at, static_cast<long>(exact.size())));
  ERR_clear_error();
  if (handle == nullptr) {
    return fail(ErrorCode::corrupt,
                fmt::format("OpenSSL reads no certificate from {} bytes", whole.size));
  }
  Certificate certificate;
  certificate.range = {0, whole.size};
  certificate.version = static_cast<int>(X509_get_version(handle.get())) + 1;
  const X509_NAME* subject = X509_get_subject_name(handle.get());
  const X509_NAME* issuer = X509_get_issuer_name(handle.get());
  certificate.subject = name_text(subject, &certificate.subject_common_name);
  certificate.issuer = name_text(issuer, nullptr);
  certificate.serial = serial_text(X509_get0_serialNumber(handle.get()));
  certificate.not_before = unix_seconds(X509_get0_notBefore(handle.get()));
  certificate.not_after = unix_seconds(X509_get0_notAfter(handle.get()));
  const X509_ALGOR* algorithm = nullptr;
  X509_get0_signature(nullptr, &algorithm, handle.get());
  certificate.signature_algorithm = object_name(algorithm->algorithm);
  certificate.self_issued = X509_NAME_cmp(subject, issuer) == 0;
  certificate.self_signed = read_self_signed(handle.get(), certificate.self_issued);
  read_key(handle.get(), certificate);
  read_authority(handle.get(), certificate);
  read_alternative_names(handle.get(), certificate);
  certificate.sha256 = to_hex(sha256(exact));
  ERR_clear_error();
  return certificate;
}

}  // namespace assay::formats
