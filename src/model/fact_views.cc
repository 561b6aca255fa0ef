#include "model/fact_views.h"

#include <algorithm>
#include <string>
#include <variant>

namespace assay {
namespace {

ValueView view_of(const Value& value) {
  return std::visit([](const auto& held) { return ValueView(held); }, value);
}

Value copy_of_value(const ValueView& value) {
  if (const auto* text = std::get_if<std::string_view>(&value)) return std::string(*text);
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  return {};
}

}  // namespace

void FactViews::clear() {
  shapes_.clear();
  names_.clear();
  facts_.clear();
  values_.clear();
}

void FactViews::add_shape(std::string_view table, std::string_view method) {
  shapes_.push_back({table, method, names_.size(), 0});
}

void FactViews::add_name(std::string_view name) {
  names_.push_back(name);
  shapes_.back().count++;
}

void FactViews::add(const Fact& fact) {
  const auto has_shape = [&](const FactShape& shape) {
    return shape.table == fact.table && shape.method == fact.method &&
           std::ranges::equal(names_of(shape), fact.columns, {}, {}, &Field::name);
  };
  if (shapes_.empty() || !has_shape(shapes_.back())) {
    add_shape(fact.table, fact.method);
    for (const Field& field : fact.columns) add_name(field.name);
  }
  add_fact(fact.range);
  for (const Field& field : fact.columns) add_value(view_of(field.value));
}

bool FactViews::last_shapes_are_same() const {
  const FactShape& a = shapes_[shapes_.size() - 2];
  const FactShape& b = shapes_.back();
  return a.table == b.table && a.method == b.method && std::ranges::equal(names_of(a), names_of(b));
}

Fact FactViews::copy_of(const FactView& fact) const {
  const FactShape& shape = shapes_[fact.shape];
  Fact copy(shape.table, fact.range, shape.method);
  const auto names = names_of(shape);
  const auto values = values_of(fact);
  for (std::size_t at = 0; at < names.size(); at++)
    copy.columns.push_back({std::string(names[at]), copy_of_value(values[at])});
  return copy;
}

bool is_same_shape(const Fact& a, const Fact& b) {
  return a.columns.size() == b.columns.size() && a.table == b.table && a.method == b.method &&
         std::ranges::equal(a.columns, b.columns, {}, &Field::name, &Field::name);
}

}  // namespace assay
