#include "pipeline/reading.h"

#include "formats/file_type.h"
#include "readers/path.h"
#include "readers/script_file.h"
#include "readers/shared_primes.h"

namespace assay::pipeline {

// "data" is what looks like nothing known; of an empty file there is nothing to know.
std::string TypingVisitor::file_type(Bytes bytes) const {
  const std::string_view kind = formats::file_type(bytes, {}).kind;
  return std::string(kind == "data" ? "" : kind);
}

// Names are noted in what can mention files: texts and programs by their own name, so that a file
// that names itself shows nothing, and what no format explains, as kernels are.
void ReadingVisitor::read_content(const Leaf& leaf, Reading& out) const {
  if (leaf.file_type.empty()) mentions_.note_unknown(leaf.bytes);
  readers_.read_content(leaf, out);
}

void ReadingVisitor::read_named(const Leaf& leaf, Reading& out) const {
  if (readers::may_mention(leaf.file_type)) mentions_.note(leaf.bytes, readers::base_of(leaf.name));
  readers_.read_named(leaf, out);
}

void ReadingVisitor::read_tree(std::vector<Node>& nodes) const {
  readers::drop_documentation(nodes);
  readers::mark_shared_primes(nodes);
  readers::add_unreferred(mentions_, nodes);
}

}  // namespace assay::pipeline
