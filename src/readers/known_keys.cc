// A row is fingerprint, kind, name and source.
#include "readers/known_keys.h"

#include <span>
#include <unordered_map>

#include "base/data_table.h"
#include "base/embedded.h"
#include "base/result.h"

namespace assay::readers {

std::span<const EmbeddedFile> known_key_files();

namespace {

using Table = std::unordered_map<std::string_view, KnownKey>;

Table read(std::string_view text) {
  Table table;
  for (const DataRow& row : read_data_table(text).rows) {
    ASSAY_ASSERT(row.columns.size() == 4);
    table[row.columns[0]] = {row.columns[1], row.columns[2], row.columns[3]};
  }
  return table;
}

}  // namespace

const KnownKey* find_known_key(std::string_view spki_sha256, std::string_view ssh_sha256) {
  static const Table table = read(known_key_files()[0].text);
  for (const std::string_view fingerprint : {spki_sha256, ssh_sha256}) {
    if (fingerprint.empty()) continue;
    if (const auto at = table.find(fingerprint); at != table.end()) return &at->second;
  }
  return nullptr;
}

void set_known(Fact& fact, const KnownKey* known) {
  if (known == nullptr) return;
  fact.set("known_kind", known->kind);
  fact.set("known_as", known->name).set("known_source", known->source);
}

}  // namespace assay::readers
