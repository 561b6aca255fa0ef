// Fingerprints of functions of C libraries, of data/library_prints.tsv, which the program carries
// in itself.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace assay::code {

struct LibraryPrint {
  std::uint64_t exact = 0;    // Fingerprint::exact
  std::uint64_t callees = 0;  // ProgramPrints::callees_of; 0: whom it calls need not be asked
  std::string_view name;
  std::string_view library;  // "glibc-2.36"; several have blanks between them
};

class LibraryPrints {
 public:
  // `text` is a table as data/library_prints.tsv is one, and is kept as views; rows that are none
  // are left out.
  explicit LibraryPrints(std::string_view text);

  // Those of a decoder's functions with that fingerprint, in the order of the table.
  std::span<const LibraryPrint> find(std::string_view decoder, std::uint64_t exact) const;
  std::span<const LibraryPrint> of(std::string_view decoder) const;  // all of them, by fingerprint

 private:
  struct Of {
    std::string_view decoder;
    std::vector<LibraryPrint> prints;  // by exact
  };
  std::vector<Of> of_;
};

// The table that the program carries.
const LibraryPrints& library_prints();

}  // namespace assay::code
