#include "readers/read.h"

#include <optional>
#include <vector>

#include "code/library_names.h"
#include "code/raw_code.h"
#include "formats/elf.h"
#include "readers/asked_again.h"
#include "readers/command_sites.h"
#include "readers/shell_of.h"

namespace assay::readers {
namespace {

void read_program(code::Program& program, Reading& out) {
  if (program.code().empty()) return;
  auto found = code::name_library_functions(program);
  const code::Survey survey(program, std::move(found), asked_again);
  const CommandSitesMemo memo;
  for (const Reader* reader : all_readers())
    if (reader->read_code != nullptr) reader->read_code(survey, out);
}

// Opens a program once for all readers of code. A file that states no program says so elsewhere.
void read_code(Bytes bytes, Reading& out) {
  auto program = code::Program::open(bytes);
  if (!program) {
    if (program.error().code == ErrorCode::unsupported)
      out.problems.push_back(
          {"read", ErrorCode::unsupported, "code: " + program.error().detail, {}});
    return;
  }
  for (const formats::FormatProblem& problem : program->problems())
    out.problems.push_back(
        {"read", problem.error.code, "code: " + problem.error.detail, problem.range});
  read_program(*program, out);
}

}  // namespace

Readers::Readers(bool code) : code_(code) {
  for (const Reader* reader : all_readers()) {
    first_word_.push_back(static_cast<std::uint32_t>(words_.size()));
    words_.insert(words_.end(), reader->words.begin(), reader->words.end());
  }
}

void Readers::read_content(const Leaf& leaf, Reading& out) const {
  const ShellMemo memo;
  const auto readers = all_readers();
  for (std::size_t i = 0; i < readers.size(); i++) {
    const Reader& reader = *readers[i];
    if (reader.read_content == nullptr) continue;
    std::vector<Hit> own;
    for (const Hit& hit : leaf.hits) {
      const std::uint32_t word = hit.pattern - first_word_[i];
      if (hit.pattern >= first_word_[i] && word < reader.words.size())
        own.push_back({hit.offset, word});
    }
    if (own.empty() && !reader.words.empty()) continue;
    reader.read_content({leaf.bytes, leaf.name, leaf.attributes, leaf.file_type, own}, out);
  }
  if (code_ && formats::is_elf(leaf.bytes)) read_code(leaf.bytes, out);
  if (leaf.file_type.empty() && !leaf.code_read) read_raw(leaf.bytes, out);
}

bool Readers::read_raw(Bytes bytes, Reading& out) const {
  if (!code_) return false;
  const auto found = code::find_raw_code(bytes);
  if (!found) {
    if (found.error().code == ErrorCode::limit)
      out.problems.push_back({"read", ErrorCode::limit, "code: " + found.error().detail, {}});
    return false;
  }
  for (const Reader* reader : all_readers())
    if (reader->read_raw != nullptr) reader->read_raw(bytes, *found, out);
  if (!found->base) return true;
  code::Program program = code::Program::of_raw(bytes, *found);
  read_program(program, out);
  return true;
}

void Readers::read_named(const Leaf& leaf, Reading& out) const {
  const ShellMemo memo;
  for (const Reader* reader : all_readers())
    if (reader->read_named != nullptr && reader->wants(leaf.name)) reader->read_named(leaf, out);
}

}  // namespace assay::readers
