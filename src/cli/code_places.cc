#include "cli/code_places.h"

#include <set>
#include <string_view>

namespace assay::cli {
namespace {

struct Place {
  std::string_view table;
  std::string_view column;
};

// The columns of casefile/schema.sql that are addresses of instructions.
constexpr Place places[] = {
    {"call_site", "address"},
    {"comparison", "address"},
    {"comparison", "computed_from"},
    {"comparison", "opens_address"},
    {"listener", "call"},
    {"listener", "loaded"},
    {"executed_command", "address"},
    {"executed_command", "runs_address"},
    {"executed_command", "written_address"},
    {"executed_command", "input_address"},
    {"computed_secret", "address"},
    {"computed_secret", "made_address"},
    {"computed_secret", "source_address"},
    {"computed_secret", "opens_address"},
    {"crypto_use", "address"},
    {"flash_write", "address"},
    {"flash_write", "check_address"},
    {"signature_check", "address"},
};

}  // namespace

std::vector<std::uint64_t> code_places(const Evidence& evidence) {
  std::set<std::uint64_t> found;
  for (const Field& field : evidence.columns)
    for (const Place& place : places)
      if (place.table == evidence.table && place.column == field.name)
        if (const auto* address = std::get_if<std::int64_t>(&field.value))
          found.insert(static_cast<std::uint64_t>(*address));
  return {found.begin(), found.end()};
}

}  // namespace assay::cli
