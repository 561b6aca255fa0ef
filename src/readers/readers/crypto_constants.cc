// Constant tables of cryptography: where they stand, and whether all of one is what its standard
// says. Each is looked for by eight of its bytes, in the one search that all readers share, and is
// then compared whole. One that begins as the standard's does and goes on otherwise is told as
// such: a slip of its author, another table that begins alike, or another algorithm.
//
// Source: formats/crypto_tables.cc.
#include <algorithm>

#include "formats/crypto_tables.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

constexpr std::size_t tables_max = 4096;  // of one content
constexpr std::size_t agreeing_min = 16;  // bytes from the start on

std::span<const std::string_view> words() {
  static const std::vector<std::string_view> all = [] {
    std::vector<std::string_view> found;
    for (const formats::CryptoTable& table : formats::crypto_tables())
      found.push_back(
          as_text(Bytes(table.bytes)).substr(table.known_by, formats::crypto_known_by_size));
    return found;
  }();
  return all;
}

void read_content(const Leaf& leaf, Reading& out) {
  const auto tables = formats::crypto_tables();
  for (const Hit& hit : leaf.hits) {
    const formats::CryptoTable& table = tables[hit.pattern];
    if (hit.offset < table.known_by || out.facts.size() >= tables_max) continue;
    const std::uint64_t start = hit.offset - table.known_by;
    const Bytes there = leaf.bytes.subspan(start);
    const auto size = std::min(there.size(), table.bytes.size());
    const auto differs =
        std::mismatch(table.bytes.begin(), table.bytes.begin() + static_cast<std::ptrdiff_t>(size),
                      there.begin());
    const auto agreeing = static_cast<std::size_t>(differs.first - table.bytes.begin());
    if (agreeing < agreeing_min) continue;
    std::size_t alike = 0;
    for (std::size_t i = 0; i < size; i++) alike += there[i] == table.bytes[i] ? 1U : 0U;
    Fact fact("crypto_constant", {start, size}, "compared with the standard's");
    fact.set("algorithm", table.algorithm).set("name", table.name).set("form", table.form);
    fact.set("standard", table.standard).set("bytes", table.bytes.size()).set("alike", alike);
    if (agreeing < table.bytes.size()) fact.set("first_difference", agreeing);
    out.facts.push_back(std::move(fact));
  }
}

}  // namespace

extern const Reader crypto_constants = {
    .id = "crypto_constants",
    .title = "Constant tables of ciphers, digests and curves",
    .source =
        "FIPS 46-3, 197, 180-4, 186-4; RFC 1321, 8032, 8439; GB/T 32907; NIST SP 800-90A; ISO 3309",
    .words = words(),
    .read_content = read_content,
};

}  // namespace assay::readers
