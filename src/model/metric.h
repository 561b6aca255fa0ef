// Metric: a number about an image, with the rule by which it was counted (rules/README.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace assay {

struct Metric {
  std::string id;        // [a-z0-9_]+, the file's stem
  std::string standard;  // the folder that it is in
  std::string file;      // its path from the rules' folder
  std::string title;
  std::string counting;  // what counts, and as how many
  std::string why;
  std::string clauses;  // as in Rule; may be empty
  std::string version;  // the first 16 hex digits of the text's SHA-256
  std::string text;     // the whole file
};

struct MetricValue {
  std::string metric;
  std::string name;  // what was counted, text of the image escaped
  std::int64_t value = 0;
  std::optional<std::int64_t> total;  // of how many, where the value is a share
  std::string unit;
  friend bool operator==(const MetricValue&, const MetricValue&) = default;
};

// A line of data/end_of_support.tsv.
struct EndOfSupport {
  std::int64_t line = 0;  // in the file, from 1
  std::string product;    // as banner.product
  std::string versions;   // a pattern for GLOB
  std::string ended_on;   // 'YYYY-MM-DD'
  std::string source;
  friend bool operator==(const EndOfSupport&, const EndOfSupport&) = default;
};

}  // namespace assay
