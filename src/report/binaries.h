// Binaries: which file of an image a command names, through links, and how it was hardened.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "report/content.h"

namespace assay::report {

struct Binary {
  std::string path;
  std::string architecture;  // "mips 32 bit"; empty: no ELF file
  std::optional<bool> pie;
  std::optional<bool> nx;
  std::string relro;
  std::optional<bool> canary;
};

class Binaries {
 public:
  // Errors: those of reading the case. `content` must outlive it.
  static Result<Binaries> load(const casefile::Case& file, const Content& content);

  // The file that `program` names when a file of the node `from` starts it; nothing where the
  // container around `from` has none.
  std::optional<Binary> find(const std::string& program, NodeId from) const;

 private:
  explicit Binaries(const Content& content) : content_(&content) {}
  const Node* member(NodeId container, const std::string& path) const;
  const Node* follow(NodeId container, std::string path) const;

  const Content* content_;
  std::map<std::pair<NodeId, std::string>, NodeId> members_;  // by container and path
  std::map<NodeId, Binary> elf_;                              // by the node that has the bytes
};

}  // namespace assay::report
