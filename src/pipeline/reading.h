// Reading: all readers as the one visitor that the engine knows.
#pragma once

#include "readers/mentions.h"
#include "readers/read.h"
#include "unpack/visitor.h"

namespace assay::pipeline {

// Says what files are and reads nothing.
class TypingVisitor : public unpack::Visitor {
 public:
  std::vector<std::string_view> words() const override { return {}; }
  std::string file_type(Bytes bytes) const override;
  void read_content(const Leaf& /*leaf*/, Reading& /*out*/) const override {}
  void read_named(const Leaf& /*leaf*/, Reading& /*out*/) const override {}
};

class ReadingVisitor : public TypingVisitor {
 public:
  ReadingVisitor(bool code, std::uint64_t image_size) : readers_(code), mentions_(image_size) {}

  std::vector<std::string_view> words() const override { return readers_.words(); }
  void read_content(const Leaf& leaf, Reading& out) const override;
  bool read_around(const Leaf& leaf, Reading& out) const override {
    return readers_.read_raw(leaf.bytes, out);
  }
  void read_named(const Leaf& leaf, Reading& out) const override;
  void read_tree(std::vector<Node>& nodes) const override;

 private:
  readers::Readers readers_;
  mutable readers::Mentions mentions_;  // noted from any thread, asked when all is read
};

}  // namespace assay::pipeline
