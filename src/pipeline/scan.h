// Scan: a whole evaluation, from an image to a sealed case file. Read scan.cc to learn the program.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "pipeline/isolated.h"
#include "pipeline/judge.h"
#include "unpack/source.h"

namespace assay::pipeline {

struct ScanOptions {
  std::filesystem::path case_path;
  unsigned threads = 1;
  unpack::Limits limits;
  Isolation isolation;
  bool code = true;  // whether the machine code of programs is read
  JudgeOptions judge;
  std::string image_name;  // instead of the source's, where not empty
  std::vector<std::pair<std::string, std::string>> provenance;  // key, value (schema.sql)
  std::string tool_version;
  // Whether anything is read and judged; without, bytes are only unpacked and accounted for, which
  // is what bench/run holds the cost of readers and rules against.
  bool facts = true;
  // Called with the stage that begins, in the parent; the engine's own progress goes to
  // isolation.tick.
  std::function<void(Stage)> stage = [](Stage) {};
};

// Evaluates `source` and writes the case file, which appears whole or not at all. The same source,
// version, rules and limits give the same bytes on any number of threads.
// Errors: those of unpack_isolated. Throws where the machine fails: disk, memory, processes.
Result<void> scan(const unpack::Source& source, const ScanOptions& options);

}  // namespace assay::pipeline
