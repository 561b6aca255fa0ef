#include "pipeline/reading.h"

#include "formats/file_type.h"

namespace assay::pipeline {

// "data" is what looks like nothing known; of an empty file there is nothing to know.
std::string ReadingVisitor::file_type(Bytes bytes) const {
  const std::string_view kind = formats::file_type(bytes, {}).kind;
  return std::string(kind == "data" ? "" : kind);
}

}  // namespace assay::pipeline
