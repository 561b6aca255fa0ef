// Variables of UEFI about secure boot, in the store that firmware keeps in flash.
//
//   store     0  16  GUID: with or without authentication      16  4  size of all, this included
//            20   1  5a formatted      21  1  fe healthy       28     variables, at multiples of 4
//   variable  0   2  55aa, little-endian                        2  1  state: 3f or 3e holds
//             4   4  attributes                                 8  28 only with authentication:
//                                                                     count, time, key index
//             .   4  size of the name in bytes     .  4  of the value     .  16  GUID of the owner
//             .      name in UTF-16LE, value
//
// Where no platform key (PK) is stored, firmware is in setup mode and checks nothing.
//
// Source: UEFI 2.10, 32 (secure boot); EDK II, MdeModulePkg/Include/Guid/VariableFormat.h.
#include <optional>

#include "base/endian.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view words[] = {
    "\x78\x2c\xf3\xaa\x7b\x94\x9a\x43\xa1\x80\x2e\x14\x4e\xc3\x77\x92"sv,
    "\x16\x36\xcf\xdd\x75\x32\x64\x41\x98\xb6\xfe\x85\x70\x7f\xfe\x7d"sv,
};
constexpr std::uint32_t word_authenticated = 0;

constexpr std::uint64_t store_header_size = 28;
constexpr std::size_t variables_max = 4096;  // of one store
constexpr std::size_t stores_max = 16;       // of one content
constexpr std::uint32_t name_size_max = 256;

struct Variable {
  std::string name;
  Range range;
  Range value;
  bool holds = false;
};

// The variable at `at`; nothing at the end of the list.
std::optional<Variable> read_variable(Bytes bytes, std::uint64_t at, bool authenticated) {
  const std::uint64_t skipped = authenticated ? 28 : 0;
  const auto magic = read<le16>(bytes, at);
  const auto state = read<std::uint8_t>(bytes, at + 2);
  const auto name_size = read<le32>(bytes, at + 8 + skipped);
  const auto value_size = read<le32>(bytes, at + 12 + skipped);
  if (!magic || !state || !name_size || !value_size || std::uint16_t{magic.value()} != 0x55aa)
    return std::nullopt;
  const std::uint32_t names = name_size.value();
  const std::uint32_t values = value_size.value();
  const std::uint64_t start = at + 32 + skipped;
  const auto name = slice(bytes, {start, names});
  if (names > name_size_max || !name || !slice(bytes, {start + names, values})) return std::nullopt;
  Variable variable;
  for (std::size_t i = 0; i + 1 < name->size() && ((*name)[i] | (*name)[i + 1]) != 0; i += 2)
    variable.name += (*name)[i + 1] == 0 ? static_cast<char>((*name)[i]) : '?';
  variable.holds = state.value() == 0x3f || state.value() == 0x3e;
  variable.range = {at, start + names + values - at};
  variable.value = {start + names, values};
  return variable;
}

bool is_of_secure_boot(std::string_view name) {
  for (const std::string_view one : {"PK", "KEK", "db", "dbx", "dbt", "SecureBootEnable",
                                     "SecureBoot", "SetupMode", "CustomMode", "MokList"})
    if (name == one) return true;
  return false;
}

void add_variable(Bytes bytes, const Variable& variable, Reading& out) {
  Fact fact("boot_check", variable.range, "UEFI variable");
  fact.set("kind", "uefi secure boot").set("name", variable.name);
  const bool flag = variable.value.size == 1;
  const unsigned first = flag ? bytes[variable.value.offset] : 0;
  fact.set("value", flag ? std::to_string(first) : std::to_string(variable.value.size) + " bytes");
  const bool switches = variable.name == "SecureBootEnable" || variable.name == "SecureBoot";
  if (flag && switches) fact.set("enforced", first == 0 ? 0 : 1);
  out.facts.push_back(std::move(fact));
}

// Reads the store whose GUID stands at `at`.
void read_store(Bytes bytes, std::uint64_t at, bool authenticated, Reading& out) {
  const auto size = read<le32>(bytes, at + 16);
  const auto format = read<std::uint8_t>(bytes, at + 20);
  const auto state = read<std::uint8_t>(bytes, at + 21);
  if (!size || !format || !state || format.value() != 0x5a || state.value() != 0xfe) return;
  const std::uint64_t whole =
      std::min<std::uint64_t>(std::uint32_t{size.value()}, bytes.size() - at);
  if (whole < store_header_size) return;
  const Bytes store = bytes.first(at + whole);
  bool owned = false;
  std::size_t count = 0;
  std::uint64_t next = at + store_header_size;
  while (count < variables_max) {
    const auto variable = read_variable(store, next, authenticated);
    if (!variable) break;
    count++;
    owned = owned || (variable->holds && variable->name == "PK");
    if (variable->holds && is_of_secure_boot(variable->name)) add_variable(bytes, *variable, out);
    next = at + (variable->range.end() - at + 3) / 4 * 4;
  }
  if (count == 0) return;
  Fact fact("boot_check", {at, store_header_size}, "UEFI variable store");
  fact.set("kind", "uefi secure boot").set("name", "platform key");
  fact.set("value", owned ? "stored" : "none: setup mode").set("enforced", owned ? 1 : 0);
  out.facts.push_back(std::move(fact));
}

void read_content(const Leaf& leaf, Reading& out) {
  std::size_t stores = 0;
  for (const Hit& hit : leaf.hits)
    if (stores++ < stores_max)
      read_store(leaf.bytes, hit.offset, hit.pattern == word_authenticated, out);
}

}  // namespace

extern const Reader efi_variables = {
    .id = "efi_variables",
    .title = "Variables of UEFI about secure boot",
    .source = "UEFI 2.10, 32; EDK II, VariableFormat.h",
    .words = words,
    .read_content = read_content,
};

}  // namespace assay::readers
