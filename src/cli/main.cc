// assay: the program. From top to bottom, what happens to a command line.

#include <fmt/format.h>

#include <csignal>
#include <exception>
#include <new>
#include <vector>

#include "base/quote.h"
#include "cli/arguments.h"
#include "cli/crash.h"
#include "cli/help.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "cli/version.h"

#include <unistd.h>

namespace assay::cli {
namespace {

int number(ExitCode code) { return static_cast<int>(code); }

ExitCode failed(const Failure& failure) {
  say(failure.line);
  return failure.code;
}

ExitCode run(std::span<const std::string_view> words) {
  const auto line = parse_command_line(words);
  if (!line) return failed(line.error());

  const Arguments& arguments = line->arguments;
  Output out(STDOUT_FILENO, Paint(wants_color(arguments.text("color"), STDOUT_FILENO)),
             terminal_width(STDOUT_FILENO));
  Outcome outcome = ExitCode::ok;
  if (arguments.given("version")) {
    out.print("assay {}\n", version_text);
  } else if (line->command != nullptr && arguments.given("help")) {
    out.write(verb_help(*line->command, out.paint, out.width));
  } else if (line->command != nullptr) {
    outcome = line->command->run(arguments, out);
  } else if (arguments.given("help")) {
    out.write(overview(out.paint, out.width));
  } else {
    outcome =
        give_up(ExitCode::usage, "which verb? assay help lists them; start with: assay scan IMAGE");
  }
  out.flush();
  return outcome ? *outcome : failed(outcome.error());
}

// The one place where a failing machine ends: out of memory, a full disk, a broken database.
int run_and_catch(std::span<const std::string_view> words) {
  try {
    return number(run(words));
  } catch (const std::bad_alloc&) {
    say("out of memory");
  } catch (const std::exception& error) {
    say(quote(error.what(), 500));
  }
  return number(ExitCode::internal);
}

}  // namespace
}  // namespace assay::cli

int main(int argc, char** argv) {
  assay::cli::catch_crashes();
  const std::vector<std::string_view> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  return assay::cli::run_and_catch(words);
}
