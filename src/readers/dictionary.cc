// A row is a password and where it was published.
#include "readers/dictionary.h"

#include <span>

#include "base/data_table.h"
#include "base/embedded.h"
#include "base/result.h"

namespace assay::readers {

std::span<const EmbeddedFile> dictionary_files();

namespace {

Dictionary read(std::string_view text) {
  const DataTable table = read_data_table(text);
  Dictionary dictionary;
  dictionary.name = table.version;
  for (const DataRow& row : table.rows) {
    ASSAY_ASSERT(row.columns.size() == 2);
    dictionary.passwords.push_back(row.columns[0]);
    dictionary.lines.push_back(row.line);
    dictionary.sources.push_back(row.columns[1]);
  }
  return dictionary;
}

}  // namespace

const Dictionary& default_passwords() {
  static const Dictionary dictionary = [] {
    const auto files = dictionary_files();
    ASSAY_ASSERT(files.size() == 1);
    return read(files[0].text);
  }();
  return dictionary;
}

}  // namespace assay::readers
