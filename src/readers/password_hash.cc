// Who checks a password hashes what was typed with the setting of the stored hash, and compares the
// outcome with that: crypt(typed, stored) with stored. What other function is called so does not
// have the 64 characters in which crypt has written since Unix, and tables of DES, MD5, SHA-2 or
// Blowfish, behind it.
//
// Source: crypt(3) and crypt(5) of libxcrypt; the tables: formats/crypto_tables.cc.
#include "readers/password_hash.h"

#include <algorithm>
#include <array>
#include <set>

#include "formats/crypto_tables.h"
#include "readers/code_pointer.h"
#include "readers/comparator.h"

namespace assay::readers {
namespace {

using code::Value;

constexpr std::size_t functions_max = 512;             // that one is asked through
constexpr std::uint64_t instructions_max = 1U << 17U;  // of them together
constexpr unsigned levels_max = 10;                    // of calls
constexpr unsigned pointers_max = 128;                 // words of a table of functions
constexpr std::size_t places_max = 16;                 // of one table
constexpr std::uint64_t before_max = 8;  // bytes: a loop may begin one entry before its table

// crypt's own, and that of bcrypt.
constexpr std::array<std::string_view, 2> characters = {
    "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"};

bool hashes_passwords(const formats::CryptoTable& table) {
  for (const std::string_view name : {"DES", "MD5", "SHA-256", "SHA-512", "Blowfish"})
    if (table.algorithm == name) return true;
  return false;
}

using Places = std::vector<std::pair<std::uint64_t, std::uint64_t>>;

void find(Bytes bytes, std::uint64_t address, Bytes wanted, Places& places) {
  const std::string_view all = as_text(bytes);
  std::size_t from = 0;
  for (std::size_t count = 0; count < places_max; count++, from++) {
    from = all.find(as_text(wanted), from);
    if (from == std::string_view::npos) return;
    places.emplace_back(address + from, address + from + wanted.size() - 1);
  }
}

bool points_into(const std::vector<std::uint64_t>& numbers, const Places& places) {
  return std::ranges::any_of(places, [&](const auto& place) {
    const auto first =
        std::ranges::lower_bound(numbers, place.first - std::min(place.first, before_max));
    return first != numbers.end() && *first <= place.second;
  });
}

bool may_point(const Value& value) {
  return !value.is(Value::Kind::number) || value.number >= 4096;
}

// Whether a call compares what `call` gives back with the setting that it was given.
bool compares_with_setting(const code::Call& call, const code::Call& with) {
  const auto is_result = [&](const Value& value) {
    return value.is(Value::Kind::result) && value.id == call.instruction && value.number == 0;
  };
  const bool given = (is_result(with.arguments[0]) && with.arguments[1] == call.arguments[1]) ||
                     (is_result(with.arguments[1]) && with.arguments[0] == call.arguments[1]);
  if (!given) return false;
  return with.callee.name.empty() ? with.callee.address != call.callee.address
                                  : comparator(with.callee.name) != nullptr;
}

}  // namespace

const PasswordHashes::Tables& PasswordHashes::tables() {
  if (tables_) return *tables_;
  tables_.emplace();
  constexpr std::uint32_t load = 1;
  const code::Program& program = survey_.program();
  for (const formats::ElfSegment& segment : program.elf().segments) {
    if (segment.type != load) continue;
    const Bytes bytes = program.at(segment.address);
    for (const std::string_view each : characters)
      find(bytes, segment.address, as_bytes(each), tables_->characters);
  }
  if (tables_->characters.empty()) return *tables_;
  for (const formats::ElfSegment& segment : program.elf().segments) {
    if (segment.type != load) continue;
    const Bytes bytes = program.at(segment.address);
    for (const formats::CryptoTable& table : formats::crypto_tables())
      if (hashes_passwords(table))
        find(bytes, segment.address, Bytes(table.bytes), tables_->hashes);
  }
  return *tables_;
}

bool PasswordHashes::reaches(std::uint64_t address) {
  const auto [known, is_new] = reaches_.try_emplace(address, false);
  if (!is_new || tables().hashes.empty()) return known->second;
  struct Open {
    code::FunctionStart start;
    unsigned level;
    bool may_choose;  // for its caller, which calls one of several functions
  };
  const code::Program& program = survey_.program();
  std::vector<Open> open;
  std::set<std::uint64_t> seen;
  const auto add = [&](std::uint64_t at, const code::Decoder* decoder, unsigned level,
                       bool may_choose) {
    if (at == 0 || level > levels_max || seen.size() >= functions_max) return;
    const code::SurveyedFunction* function = survey_.function_at(at);
    const bool begins = function != nullptr && function->start.address == at;
    // Of those that only a jump leads to, not each is known to begin there.
    if ((!begins && decoder == nullptr) || !seen.insert(at).second) return;
    open.push_back({begins ? function->start : code::FunctionStart{at, decoder, UINT64_MAX, {}},
                    level, may_choose});
  };
  add(address, nullptr, 0, false);
  bool writes = false;
  bool hashes = false;
  std::uint64_t instructions = 0;
  code::AnalysisOptions options;
  options.numbers = true;
  for (std::size_t i = 0; i < open.size() && instructions < instructions_max; i++) {
    const auto [start, level, may_choose] = open[i];
    const code::Analysis& analysis = analyser_.analyse(start, options);
    instructions += analysis.function->instructions.size();
    writes = writes || points_into(analysis.numbers, tables_->characters);
    hashes = hashes || points_into(analysis.numbers, tables_->hashes);
    if (writes && hashes) return reaches_[address] = true;
    const bool chosen = std::ranges::any_of(
        analysis.calls, [](const code::Call& call) { return !call.callee.known(); });
    for (const code::Call& call : analysis.calls)
      if (!call.callee.imported) add(call.callee.address, call.callee.decoder, level + 1, chosen);
    if (!chosen && !may_choose) continue;
    // One of a table of functions is called.
    const std::uint64_t size = program.word_size();
    for (const std::uint64_t number : analysis.numbers) {
      if (program.at(number).empty() || program.is_code(number)) continue;
      for (unsigned word = 0; word < pointers_max; word++) {
        const code::Word there =
            program.first_word(number + word * size, static_cast<unsigned>(size));
        if (there.kind == code::Word::Kind::number && there.value != 0)
          add(function_pointed(survey_, there.value), nullptr, level + 1, false);
      }
    }
  }
  return false;
}

bool PasswordHashes::makes(const code::Call& call, std::span<const code::Call> beside) {
  if (!call.callee.name.empty() || call.callee.address == 0 || !may_point(call.arguments[0]) ||
      !may_point(call.arguments[1]) || call.arguments[1].is(Value::Kind::unknown) ||
      call.arguments[0] == call.arguments[1])
    return false;
  return std::ranges::any_of(
             beside, [&](const code::Call& with) { return compares_with_setting(call, with); }) &&
         reaches(call.callee.address);
}

}  // namespace assay::readers
