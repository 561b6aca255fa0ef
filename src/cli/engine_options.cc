#include "cli/engine_options.h"

#include <sched.h>

#include <algorithm>

#include "cli/version.h"

namespace assay::cli {

pipeline::Isolation isolation_of(const Arguments& arguments, ProgressLine& line) {
  pipeline::Isolation isolation;
  const std::string_view level = arguments.text("sandbox");
  isolation.level = level == "none"   ? sandbox::Level::none
                    : level == "weak" ? sandbox::Level::weak
                                      : sandbox::Level::full;
  isolation.memory_max = *arguments.number("max-memory");
  isolation.tick = [&line](const Progress& progress) { line.tick(progress); };
  return isolation;
}

unsigned threads_of(const Arguments& arguments) {
  if (const auto threads = arguments.number("threads")) return static_cast<unsigned>(*threads);
  // The processors that this process may use, which a container may have cut down.
  cpu_set_t usable;
  if (sched_getaffinity(0, sizeof(usable), &usable) != 0) return 1;
  return static_cast<unsigned>(std::clamp(CPU_COUNT(&usable), 1, 64));
}

pipeline::ScanOptions scan_options(const Arguments& arguments, const std::string& case_path,
                                   ProgressLine& line) {
  pipeline::ScanOptions options;
  options.case_path = case_path;
  options.threads = threads_of(arguments);
  options.isolation = isolation_of(arguments, line);
  options.tool_version = version_text;
  options.stage = [&line](Stage stage) { line.stage(stage); };
  return options;
}

}  // namespace assay::cli
