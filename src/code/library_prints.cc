#include "code/library_prints.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/data_table.h"
#include "base/embedded.h"

namespace assay::code {

std::span<const EmbeddedFile> library_print_files();  // data/library_prints.tsv

namespace {

std::optional<std::uint64_t> hex(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

LibraryPrints::LibraryPrints(std::string_view text) {
  for (const DataRow& row : read_data_table(text).rows) {
    if (row.columns.size() != 5) continue;
    const auto exact = hex(row.columns[1]);
    const auto callees =
        row.columns[2].empty() ? std::optional<std::uint64_t>(0) : hex(row.columns[2]);
    if (!exact || !callees || row.columns[3].empty()) continue;
    const auto known = std::ranges::find(of_, row.columns[0], &Of::decoder);
    Of& of = known == of_.end() ? of_.emplace_back(Of{row.columns[0], {}}) : *known;
    of.prints.push_back({*exact, *callees, row.columns[3], row.columns[4]});
  }
  for (Of& of : of_) std::ranges::stable_sort(of.prints, {}, &LibraryPrint::exact);
}

std::span<const LibraryPrint> LibraryPrints::of(std::string_view decoder) const {
  const auto of = std::ranges::find(of_, decoder, &Of::decoder);
  return of == of_.end() ? std::span<const LibraryPrint>() : of->prints;
}

std::span<const LibraryPrint> LibraryPrints::find(std::string_view decoder,
                                                  std::uint64_t exact) const {
  const auto found = std::ranges::equal_range(of(decoder), exact, {}, &LibraryPrint::exact);
  return {found.begin(), found.end()};
}

const LibraryPrints& library_prints() {
  static const LibraryPrints prints(library_print_files()[0].text);
  return prints;
}

}  // namespace assay::code
