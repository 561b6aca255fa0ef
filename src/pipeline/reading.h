// Reading: all readers as the one visitor that the engine knows.
#pragma once

#include "readers/read.h"
#include "unpack/visitor.h"

namespace assay::pipeline {

class ReadingVisitor : public unpack::Visitor {
 public:
  std::vector<std::string_view> words() const override { return readers_.words(); }
  std::string file_type(Bytes bytes) const override;
  void read_content(const Leaf& leaf, Reading& out) const override {
    readers_.read_content(leaf, out);
  }
  void read_named(const Leaf& leaf, Reading& out) const override { readers_.read_named(leaf, out); }

 private:
  readers::Readers readers_;
};

}  // namespace assay::pipeline
