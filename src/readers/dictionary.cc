// A line is a password, a tab, and where it was published; "#" begins a remark, of which the first
// is "# NAME DATE: ...".
#include "readers/dictionary.h"

#include "base/embedded.h"
#include "base/result.h"

namespace assay::readers {

std::span<const EmbeddedFile> dictionary_files();

namespace {

Dictionary read(std::string_view text) {
  Dictionary dictionary;
  int number = 0;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    number++;
    if (number == 1) dictionary.name = line.substr(2, line.find(':') - 2);
    const std::size_t tab = line.find('\t');
    if (line.starts_with('#') || tab == std::string_view::npos) continue;
    dictionary.passwords.push_back(line.substr(0, tab));
    dictionary.lines.push_back(number);
    dictionary.sources.push_back(line.substr(tab + 1));
  }
  return dictionary;
}

}  // namespace

const Dictionary& default_passwords() {
  static const Dictionary dictionary = [] {
    const auto files = dictionary_files();
    ASSAY_ASSERT(files.size() == 1 && files[0].text.starts_with("# "));
    return read(files[0].text);
  }();
  return dictionary;
}

}  // namespace assay::readers
