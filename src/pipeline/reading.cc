#include "pipeline/reading.h"

namespace assay::pipeline {

std::string ReadingVisitor::file_type(Bytes bytes) const {
  (void)bytes;
  return {};
}

}  // namespace assay::pipeline
