// KeyBlock: lines "key: value", of which a value may go on in lines that begin with two blanks or a
// tab. Rules, metrics and clauses open with one (rules/README.md).
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace assay::rules {

struct Key {
  std::string_view name;
  bool required;
};

struct Entry {
  std::string value;
  std::uint32_t line = 0;
};

// Without the blanks, tabs and carriage returns around it.
std::string_view trimmed(std::string_view text);

// The line at the front of `text`, which moves past it.
std::string_view take_line(std::string_view& text);

// The parts between semicolons, trimmed; empty ones are left out.
std::vector<std::string> split_list(std::string_view text);

class KeyBlock {
 public:
  // `what` is whose keys these are, for sentences: "rule".
  KeyBlock(std::span<const Key> keys, std::string_view what) : keys_(keys), what_(what) {}

  // Takes one line; an empty one ends the value before it. Errors: corrupt, with what is wrong.
  Result<void> take(std::string_view line, std::uint32_t number);

  // The entry of this key; an empty one of line 0 where it is missing.
  const Entry& at(std::string_view key) const;

  // Whether every required key has a value. Errors: corrupt; line_of_missing() says where.
  Result<void> check() const;
  std::uint32_t line_of_missing() const;

  bool empty() const { return entries_.empty(); }

 private:
  const Key* missing() const;

  std::span<const Key> keys_;
  std::string_view what_;
  std::map<std::string, Entry, std::less<>> entries_;
  std::string open_;  // the key whose value may go on
};

}  // namespace assay::rules
