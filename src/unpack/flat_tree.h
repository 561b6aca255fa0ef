// A flattened device tree: the form in which boards, and U-Boot's FIT images, describe themselves.
//
// A header of 40 bytes (all integers big-endian) is followed by a list of reserved memory, the
// structure and the strings. The structure is a row of tokens of 4 bytes: 1 opens a node (its name
// follows, ended by a NUL, padded to 4), 2 closes it, 3 is a property (size, offset of its name in
// the strings, value, padded to 4), 4 is nothing, 9 the end.
//
// Source: Devicetree Specification v0.4, chapter 5.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace assay::unpack {

struct FlatProperty {
  std::string_view name;
  Range value;  // of the tree's bytes
};

struct FlatNode {
  std::string_view name;  // of the root: empty
  std::size_t parent = 0;
  std::size_t first_property = 0;
  std::size_t property_count = 0;
};

class FlatTree {
 public:
  // Reads the tree that starts with `bytes`; names point into them.
  // Errors: corrupt, truncated, unsupported (a version before 16), limit (depth, count of nodes).
  static Result<FlatTree> read(Bytes bytes);

  std::uint64_t size() const { return size_; }
  std::uint32_t version() const { return version_; }
  Bytes bytes() const { return bytes_; }
  Range header() const { return {0, 40}; }
  Range reservations() const { return reservations_; }
  Range structure() const { return structure_; }
  Range strings() const { return strings_; }

  // Nodes in the order of the structure; the root is the first.
  const std::vector<FlatNode>& nodes() const { return nodes_; }

  // The child of `node` with this name.
  std::optional<std::size_t> child(std::size_t node, std::string_view name) const;
  std::vector<std::size_t> children(std::size_t node) const;

  std::optional<Range> find(std::size_t node, std::string_view property) const;

  // A property's value as text up to the first NUL; as a number of one or two cells.
  std::optional<std::string_view> text(std::size_t node, std::string_view property) const;
  std::optional<std::uint64_t> number(std::size_t node, std::string_view property) const;

  // All texts of a property that is a list of them, with ", " between.
  std::string text_list(std::size_t node, std::string_view property) const;

  // Whether the tree is a FIT image: /images with a node in it that has data.
  bool is_fit() const;

 private:
  Result<void> read_structure();
  Result<std::string_view> string_at(std::uint64_t offset) const;

  Bytes bytes_;
  std::uint64_t size_ = 0;
  std::uint32_t version_ = 0;
  Range reservations_, structure_, strings_;
  std::vector<FlatNode> nodes_;
  std::vector<FlatProperty> properties_;
};

}  // namespace assay::unpack
