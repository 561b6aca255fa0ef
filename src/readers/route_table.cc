#include "readers/route_table.h"

#include <algorithm>
#include <array>

#include "readers/code_pointer.h"

namespace assay::readers {
namespace {

constexpr std::size_t name_size_max = 80;
constexpr std::size_t words_max = 1U << 22U;  // of a program that are looked at
constexpr std::size_t stride_max = 16;        // words of an entry
constexpr std::ptrdiff_t reach_max = stride_max - 1;
constexpr std::size_t entries_min = 3;  // of a table
constexpr std::size_t entries_max = 1U << 12U;

enum class Kind : std::uint8_t {
  not_asked,  // no function; only what stands near one is asked further
  other,
  name,
  function,
  code,
  used,
};

// The words of one stretch of data.
class Stretch {
 public:
  Stretch(const code::Survey& survey, std::uint64_t address, std::size_t count)
      : survey_(survey),
        address_(address),
        word_(survey.program().word_size()),
        values_(count),
        kinds_(count, Kind::other) {
    std::array<code::Word, 256> words;
    for (std::size_t first = 0; first < count; first += words.size()) {
      const auto some = std::span(words).first(std::min(words.size(), count - first));
      survey.program().first_words(at(first), some);
      for (std::size_t i = first; const code::Word& word : some) note(i++, word);
    }
  }

  void find(std::vector<RouteEntry>& found) {
    for (std::size_t i = 0; i < kinds_.size(); i++)
      if (kinds_[i] == Kind::function) find_at(i, found);
  }

 private:
  std::uint64_t at(std::size_t i) const { return address_ + i * word_; }
  void note(std::size_t i, const code::Word& word) {
    if (word.kind != code::Word::Kind::number || word.value < 256) return;
    values_[i] = word.value;
    kinds_[i] = function_pointed(survey_, word.value) != 0 ? Kind::function : Kind::not_asked;
  }
  bool is(std::size_t i, Kind kind) { return i < kinds_.size() && kind_of(i) == kind; }

  Kind kind_of(std::size_t i) {
    if (kinds_[i] == Kind::not_asked) {
      const std::uint64_t value = values_[i];
      kinds_[i] = !route_name_at(survey_.program(), value).empty() ? Kind::name
                  : code_pointed(survey_, value) != 0              ? Kind::code
                                                                   : Kind::other;
    }
    return kinds_[i];
  }

  // How many entries follow one another from the function at `i` on, whose names stand `name` words
  // from their functions.
  std::size_t length(std::size_t i, std::size_t stride, std::ptrdiff_t name) {
    std::size_t count = 0;
    std::size_t known = 0;
    for (; count < entries_max; count++, i += stride) {
      const std::ptrdiff_t there = static_cast<std::ptrdiff_t>(i) + name;
      const bool function = is(i, Kind::function);
      if (there < 0 || (!function && !is(i, Kind::code)) ||
          !is(static_cast<std::size_t>(there), Kind::name))
        break;
      known += function ? 1U : 0U;
    }
    return known * 3 >= count * 2 ? count : 0;
  }

  // Most functions have none, and are passed over. Is asked of one function after the other.
  bool has_name_near(std::size_t i) {
    const std::size_t end = std::min(kinds_.size(), i + stride_max);
    nameless_ = std::max(nameless_, i - std::min(i, stride_max - 1));
    while (nameless_ < end && kind_of(nameless_) != Kind::name) nameless_++;
    return nameless_ < end;
  }

  // Which words near `i` are names: a bit for each, that of `i` itself being in the middle.
  std::uint32_t names_near(std::size_t i) {
    std::uint32_t names = 0;
    const std::size_t end = std::min(kinds_.size(), i + stride_max);
    for (std::size_t near = i - std::min(i, stride_max - 1); near < end; near++)
      if (kind_of(near) == Kind::name) names |= std::uint32_t{1} << (near - i + reach_max);
    return names;
  }

  // The table whose first function is at `i`: of the distances at which three entries follow one
  // another, the one with the most; of names, the nearest, before the function rather than behind.
  void find_at(std::size_t i, std::vector<RouteEntry>& found) {
    if (!has_name_near(i)) return;
    const std::uint32_t names = names_near(i);
    std::size_t best = entries_min - 1;
    std::size_t best_stride = 0;
    std::ptrdiff_t best_name = 0;
    for (std::size_t stride = 2; stride <= stride_max; stride++) {
      const auto reach = static_cast<std::ptrdiff_t>(stride) - 1;
      for (std::ptrdiff_t distance = 1; distance <= reach; distance++)
        for (const std::ptrdiff_t name : {-distance, distance}) {
          if ((names >> (name + reach_max) & 1U) == 0) continue;
          const std::size_t count = length(i, stride, name);
          if (count <= best) continue;
          best = count;
          best_stride = stride;
          best_name = name;
        }
    }
    if (best_stride == 0 || !differ(i, best_stride, best_name, best)) return;
    const std::ptrdiff_t first = std::min<std::ptrdiff_t>(best_name, 0);
    for (std::size_t n = 0; n < best; n++, i += best_stride) {
      const auto name = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(i) + best_name);
      RouteEntry entry;
      entry.slot = at(static_cast<std::size_t>(static_cast<std::ptrdiff_t>(i) + first));
      entry.table = entry.slot - n * best_stride * word_;
      entry.stride = best_stride * word_;
      entry.index = static_cast<std::uint32_t>(n);
      entry.name = route_name_at(survey_.program(), values_[name]);
      entry.handler = code_pointed(survey_, values_[i]);
      found.push_back(entry);
      // What else of an entry points to functions belongs to it.
      for (std::size_t j = 0; j < best_stride; j++)
        if (is(i + j, Kind::function) && (j == 0 || n + 1 < best)) kinds_[i + j] = Kind::used;
      kinds_[name] = Kind::used;
    }
  }

  // Whether most names are not the one before: a column of one name is a type, not a route.
  bool differ(std::size_t i, std::size_t stride, std::ptrdiff_t name, std::size_t count) const {
    std::size_t changes = 0;
    for (std::size_t n = 1; n < count; n++) {
      const auto here =
          static_cast<std::size_t>(static_cast<std::ptrdiff_t>(i + n * stride) + name);
      if (values_[here] != values_[here - stride]) changes++;
    }
    return changes * 2 >= count;
  }

  const code::Survey& survey_;
  std::uint64_t address_;
  std::uint64_t word_;
  std::vector<std::uint64_t> values_;
  std::vector<Kind> kinds_;
  std::size_t nameless_ = 0;  // no name stands before it that is near to what was not asked yet
};

}  // namespace

bool is_route_name(std::string_view name) {
  if (name.size() < 2 || name.size() > name_size_max) return false;
  bool letter = false;
  for (const char c : name) {
    const bool alphabetic = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    letter = letter || alphabetic;
    if (!alphabetic && !(c >= '0' && c <= '9') &&
        std::string_view("_-./:?*+=#&~!@").find(c) == std::string_view::npos)
      return false;
  }
  return letter;
}

std::string_view route_name_at(const code::Program& program, std::uint64_t address) {
  if (program.is_code(address) && !program.elf().sections.empty()) return {};
  const Bytes bytes = program.at(address);
  const std::string_view text = as_text(bytes.first(std::min(bytes.size(), name_size_max + 1)));
  const auto end = text.find('\0');
  if (end == std::string_view::npos) return {};
  const std::string_view name = text.substr(0, end);
  return is_route_name(name) ? name : std::string_view();
}

std::vector<RouteEntry> route_tables(const code::Survey& survey) {
  const code::Program& program = survey.program();
  std::vector<RouteEntry> found;
  if (program.relocatable()) return found;
  constexpr std::uint32_t loaded = 1;
  const std::uint64_t word = program.word_size();
  std::size_t left = words_max;
  for (const auto& segment : program.elf().segments) {
    // What a shared object has pointers in, its loader writes to.
    constexpr std::uint32_t writable = 2;
    const bool shared = program.elf().type == 3;
    if (segment.type != loaded || (shared && (segment.flags & writable) == 0)) continue;
    std::uint64_t address = (segment.address + word - 1) / word * word;
    const std::uint64_t size = std::min(segment.file.size, segment.memory_size);
    const std::uint64_t end = segment.address + size;
    if (end < segment.address) continue;
    while (address + word <= end && left > 0) {
      // Up to the next code, and behind it.
      if (const code::CodeRange* range = program.code_at(address)) {
        address = (range->end() + word - 1) / word * word;
        continue;
      }
      std::uint64_t until = end;
      for (const code::CodeRange& range : program.code())
        if (range.address > address) until = std::min(until, range.address);
      const std::size_t there = program.at(address).size() / word;
      const std::size_t count =
          std::min({static_cast<std::size_t>((until - address) / word), left, there});
      if (count == 0) {
        address += word;
        left--;
        continue;
      }
      Stretch(survey, address, count).find(found);
      left -= count;
      address += count * word;
    }
  }
  std::ranges::stable_sort(found, {}, &RouteEntry::slot);
  return found;
}

}  // namespace assay::readers
