// A line is fingerprint, kind, name and source, with tabs between them; "#" begins a remark.
#include "readers/known_keys.h"

#include <array>
#include <span>
#include <unordered_map>

#include "base/embedded.h"
#include "base/result.h"

namespace assay::readers {

std::span<const EmbeddedFile> known_key_files();

namespace {

using Table = std::unordered_map<std::string_view, KnownKey>;

std::string_view take(std::string_view& text, char end) {
  const std::string_view part = text.substr(0, text.find(end));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
}

Table read(std::string_view text) {
  Table table;
  while (!text.empty()) {
    std::string_view line = take(text, '\n');
    if (line.empty() || line.starts_with('#')) continue;
    std::array<std::string_view, 4> fields;
    for (std::string_view& field : fields) field = take(line, '\t');
    ASSAY_ASSERT(!fields[3].empty() && line.empty());
    table[fields[0]] = {fields[1], fields[2], fields[3]};
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
