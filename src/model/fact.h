// Fact: what bytes state, with no opinion: one row of one table of the case file.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.h"
#include "model/value.h"

namespace assay {

// The tables and their columns are described in casefile/schema.sql; a test holds every reader to
// it.
struct Fact {
  std::string table;   // "account", "elf", ...
  Range range;         // of the node's bytes: the ones that state it; never empty
  std::string method;  // how it was read: "passwd(5) line"
  Fields columns;      // those that are known; the others are NULL
  friend bool operator==(const Fact&, const Fact&) = default;

  Fact() = default;
  Fact(std::string_view table_name, Range where, std::string_view how)
      : table(table_name), range(where), method(how) {}

  // Sets a column and gives the fact back, so that a row reads as one sentence; one that has no
  // name yet is given on and not copied.
  Fact& set(std::string_view column, std::string_view text) & {
    make_room();
    columns.emplace_back(std::string(column), std::string(text));
    return *this;
  }
  Fact& set(std::string_view column, const char* text) & {
    return set(column, std::string_view(text));
  }
  template <std::integral T>
  Fact& set(std::string_view column, T number) & {
    make_room();
    columns.emplace_back(std::string(column), static_cast<std::int64_t>(number));
    return *this;
  }
  template <class T>
  Fact&& set(std::string_view column, const T& value) && {
    return std::move(set(column, value));
  }

 private:
  // A fact has one column or some, seldom two or three.
  void make_room() {
    if (columns.size() == 1) columns.reserve(6);
  }
};

}  // namespace assay
