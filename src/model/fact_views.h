// FactViews: the facts of one node, whose texts lie elsewhere: in the bytes by which they came.
//
// Facts come many of a kind, one behind the other. What those have alike, which is all but their
// places and values, is kept once for a run of them: their shape.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "model/fact.h"

namespace assay {

using ValueView = std::variant<std::monostate, std::int64_t, std::string_view>;

struct FactShape {
  std::string_view table;
  std::string_view method;
  std::size_t first = 0;  // of the names of its columns, among all
  std::size_t count = 0;
};

struct FactView {
  std::size_t shape = 0;
  Range range;
  std::size_t first = 0;  // of its values, among all
};

// What add() and its like are given must stay where it is. To clear() and fill again takes no new
// memory.
class FactViews {
 public:
  void clear();

  // A shape, then the names of its columns.
  void add_shape(std::string_view table, std::string_view method);
  void add_name(std::string_view name);

  // A fact of the shape that was added last, then a value for each of its columns.
  void add_fact(const Range& range) {
    facts_.push_back({shapes_.size() - 1, range, values_.size()});
  }
  void add_value(const ValueView& value) { values_.push_back(value); }

  // All of it at once; a shape where it has not that of the fact before.
  void add(const Fact& fact);

  std::span<const FactShape> shapes() const { return shapes_; }
  std::span<const FactView> facts() const { return facts_; }
  std::span<const std::string_view> names_of(const FactShape& shape) const {
    return std::span(names_).subspan(shape.first, shape.count);
  }
  std::span<const ValueView> values_of(const FactView& fact) const {
    return std::span(values_).subspan(fact.first, shapes_[fact.shape].count);
  }

  // Whether the shape that was added last is as the one before it, which there must be.
  bool last_shapes_are_same() const;

  // The fact by itself.
  Fact copy_of(const FactView& fact) const;

 private:
  std::vector<FactShape> shapes_;
  std::vector<std::string_view> names_;
  std::vector<FactView> facts_;
  std::vector<ValueView> values_;
};

// Whether the facts have the same table, method and names of columns, in the same order.
bool is_same_shape(const Fact& a, const Fact& b);

}  // namespace assay
