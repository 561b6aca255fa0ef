// For tests of readers: what a reader says of bytes, held to the tables of the case file.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "casefile/fact_tables.h"
#include "formats/test_inputs.h"
#include "readers/reader.h"

namespace assay::readers {

inline std::vector<Fact> held_to_tables(const Reading& reading, Bytes bytes) {
  for (const Fact& fact : reading.facts) {
    const auto fits = casefile::check_fact(fact);
    EXPECT_TRUE(fits) << fits.error().detail;
    EXPECT_GT(fact.range.size, 0U) << fact.table;
    EXPECT_TRUE(slice(bytes, fact.range)) << fact.table << " stands behind the end";
    EXPECT_FALSE(fact.method.empty()) << fact.table;
  }
  return reading.facts;
}

// As for a file of this name; nothing where the reader does not want it.
inline std::vector<Fact> facts_of_file(const Reader& reader, std::string_view name, Bytes bytes) {
  Reading reading;
  if (reader.wants(name)) reader.read_named({bytes, name, Attributes{}, {}, {}}, reading);
  return held_to_tables(reading, bytes);
}

inline std::vector<Fact> facts_of_file(const Reader& reader, std::string_view name,
                                       std::string_view text) {
  return facts_of_file(reader, name, as_bytes(text));
}

inline Reading reading_of_content(const Reader& reader, Bytes bytes) {
  const std::string_view text = as_text(bytes);
  std::vector<Hit> hits;
  for (std::size_t at = 0; at < text.size(); at++)
    for (std::uint32_t i = 0; i < reader.words.size(); i++)
      if (text.substr(at).starts_with(reader.words[i])) hits.push_back({at, i});
  Reading reading;
  if (!hits.empty() || reader.words.empty())
    reader.read_content({bytes, {}, Attributes{}, {}, hits}, reading);
  return reading;
}

// As for bytes of no name.
inline std::vector<Fact> facts_of_content(const Reader& reader, Bytes bytes) {
  return held_to_tables(reading_of_content(reader, bytes), bytes);
}
inline std::vector<Problem> problems_of_content(const Reader& reader, Bytes bytes) {
  return reading_of_content(reader, bytes).problems;
}

// A column as text: integers in decimal; "-" where it is not there.
inline std::string column(const Fact& fact, std::string_view name) {
  for (const Field& field : fact.columns) {
    if (field.name != name) continue;
    if (const auto* text = std::get_if<std::string>(&field.value)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&field.value))
      return std::to_string(*number);
  }
  return "-";
}

// Columns of all facts, one fact an element: "a|b|c".
inline std::vector<std::string> columns(const std::vector<Fact>& facts,
                                        const std::vector<std::string_view>& names) {
  std::vector<std::string> rows;
  for (const Fact& fact : facts) {
    std::string row;
    for (const auto name : names) row += (row.empty() ? "" : "|") + column(fact, name);
    rows.push_back(row);
  }
  return rows;
}

// Every prefix and seeded bit flips of a good file must end in facts that fit the tables.
inline void torture_file(const Reader& reader, std::string_view name, std::string_view good,
                         int flips = 300) {
  const auto read = [&](Bytes bytes) { facts_of_file(reader, name, bytes); };
  formats::each_prefix(as_bytes(good), read);
  formats::each_flip(as_bytes(good), flips, read);
}

}  // namespace assay::readers
