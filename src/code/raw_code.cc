// What the running program may change: the image lies in memory that can be written to, and no
// table says which parts of it are data. Linkers put what is constant first. So each stretch of
// data between two of code counts as constant up to the first place that the code is seen to write
// to, and as changed from there on. Where the code is seen to write to few places or none, that
// says nothing, and no data counts as constant. Code does: what is in it are instructions, and the
// numbers between them.
#include "code/raw_code.h"

#include <algorithm>

#include "code/raw_base.h"

namespace assay::code {
namespace {

constexpr std::size_t stores_min = 8;      // to distinct places, for the rest to mean something
constexpr std::uint64_t page = 256;        // bytes that are written to, or not, as one
constexpr std::size_t constants_max = 64;  // ranges

// Offsets that the code is seen to write to, sorted, each once. Those up to as far again behind the
// image count as well: what is zeroed when the program starts stands there.
std::vector<std::uint64_t> written_places(Bytes image, const RawBase& base, const RawSweep& found) {
  std::vector<std::uint64_t> written;
  for (const RawStore& store : found.stores) {
    const std::uint64_t offset = store.relative ? store.place : store.place - base.address;
    if (offset < 2 * image.size()) written.push_back(offset);
  }
  std::ranges::sort(written);
  const auto again = std::ranges::unique(written);
  written.erase(again.begin(), again.end());
  return written;
}

void add_constants(Bytes image, const RawBase& base, const RawSweep& found, RawParts& parts) {
  const auto add = [&](std::uint64_t first, std::uint64_t end) {
    if (first >= end || parts.constant.size() >= constants_max) return;
    if (!parts.constant.empty() && parts.constant.back().end() == first)
      parts.constant.back().size += end - first;
    else
      parts.constant.push_back({first, end - first});
  };
  const std::vector<std::uint64_t> written = written_places(image, base, found);
  const bool tells = written.size() >= stores_min;
  std::uint64_t at = 0;
  const auto data_until = [&](std::uint64_t end) {
    const auto first = std::ranges::lower_bound(written, at);
    const bool changed = first != written.end() && *first < end;
    if (tells) add(at, changed ? std::max(at, *first / page * page) : end);
    at = end;
  };
  for (const Range& code : found.code) {
    data_until(code.offset);
    add(code.offset, code.end());
    at = code.end();
  }
  data_until(image.size());
}

}  // namespace

Result<RawCode> find_raw_code(Bytes image) {
  RawCode raw;
  raw.processor = TRY(vote_processor(image));
  RawSweep found = sweep(image, raw.processor);
  raw.parts.code = found.code;
  const auto base = vote_base(image, raw.processor, found);
  if (!base) return raw;
  raw.base = *base;
  add_constants(image, *base, found, raw.parts);
  raw.parts.starts = std::move(found.starts);
  return raw;
}

}  // namespace assay::code
