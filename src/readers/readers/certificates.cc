// X.509 certificates in PEM and in DER, wherever they stand. DER is looked for by the version
// number of a certificate of version 3 and the tag of the serial number behind it,
// a0 03 02 01 02 02, eight bytes from its start (two headers of four).
//
// Source: RFC 5280; RFC 7468.
#include "formats/certificate.h"

#include <iterator>

#include "formats/der_object.h"
#include "formats/pem.h"
#include "readers/known_keys.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using formats::Certificate;
using formats::Presence;
using namespace std::string_view_literals;

constexpr std::size_t certificates_max = 4096;  // of one content
constexpr std::size_t probes_max = 1U << 16U;   // places of one content that are looked at
constexpr std::uint32_t word_der = 3;
constexpr std::uint64_t der_start = 8;  // bytes before the word

constexpr std::string_view words[] = {
    "-----BEGIN CERTIFICATE-"sv,
    "-----BEGIN X509 CERTIFICATE-"sv,
    "-----BEGIN TRUSTED CERTIFICATE-"sv,
    "\xa0\x03\x02\x01\x02\x02"sv,
};

void set_shown(Fact& fact, std::string_view column, Presence presence) {
  if (presence != Presence::not_shown) fact.set(column, presence == Presence::present ? 1 : 0);
}

void add(const Certificate& certificate, Range range, std::string_view method, Reading& out) {
  if (out.facts.size() >= certificates_max || range.size == 0) return;
  Fact fact("certificate", range, method);
  fact.set("subject", certificate.subject).set("issuer", certificate.issuer);
  fact.set("serial", certificate.serial);
  if (certificate.not_before) fact.set("not_before_s", *certificate.not_before);
  if (certificate.not_after) fact.set("not_after_s", *certificate.not_after);
  fact.set("signature_algorithm", certificate.signature_algorithm);
  if (!certificate.key.algorithm.empty()) fact.set("key_algorithm", certificate.key.algorithm);
  if (certificate.key.bits != 0) fact.set("key_bits", certificate.key.bits);
  if (!certificate.key.modulus.empty()) fact.set("modulus", certificate.key.modulus);
  if (!certificate.key.weak.empty()) fact.set("key_weak", certificate.key.weak);
  set_shown(fact, "self_signed", certificate.self_signed);
  set_shown(fact, "is_ca", certificate.authority);
  fact.set("fingerprint", certificate.sha256);
  if (!certificate.key.spki_sha256.empty())
    fact.set("key_fingerprint", certificate.key.spki_sha256);
  set_known(fact, find_known_key(certificate.key.spki_sha256, certificate.key.ssh_sha256));
  out.facts.push_back(std::move(fact));
}

void add_pem(Bytes bytes, Reading& out) {
  for (const formats::PemBlock& block : formats::find_pem_blocks(bytes).blocks) {
    if (!block.label.ends_with("CERTIFICATE")) continue;
    const auto certificate = formats::read_certificate(block.der);
    if (certificate)
      add(*certificate, block.range, "PEM block", out);
    else
      out.problems.push_back({"read", certificate.error().code,
                              "certificate: " + certificate.error().detail, block.range});
  }
}

void read_content(const Leaf& leaf, Reading& out) {
  bool pem = false;
  std::size_t probes = 0;
  std::uint64_t end = 0;  // of the last certificate in DER
  for (const Hit& hit : leaf.hits) {
    if (hit.pattern != word_der) {
      if (!pem) add_pem(leaf.bytes, out);
      pem = true;
      continue;
    }
    if (hit.offset < der_start || hit.offset - der_start < end) continue;
    if (probes++ == probes_max) {
      out.problems.push_back({"read",
                              ErrorCode::limit,
                              "more than 65536 places that look like a certificate",
                              {hit.offset, 1}});
      break;
    }
    const auto object = formats::probe_der(leaf.bytes, hit.offset - der_start);
    const Certificate* certificate = object ? std::get_if<Certificate>(&*object) : nullptr;
    if (certificate == nullptr) continue;
    add(*certificate, certificate->range, "DER structure", out);
    end = certificate->range.end();
  }
  if (out.facts.size() == certificates_max)
    out.problems.push_back({"read", ErrorCode::limit, "4096 certificates or more", {}});
}
static_assert(word_der + 1 == std::size(words));

}  // namespace

extern const Reader certificates = {
    .id = "certificates",
    .title = "X.509 certificates",
    .source = "RFC 5280; RFC 7468",
    .words = words,
    .read_content = read_content,
};

}  // namespace assay::readers
