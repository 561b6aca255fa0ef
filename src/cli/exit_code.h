// Exit codes: what the program tells the shell. Scripts rely on them: never renumber.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace assay::cli {

enum class ExitCode : std::uint8_t {
  ok = 0,
  findings = 1,
  usage = 2,
  inconclusive = 3,
  unreadable = 4,
  unrecognised = 5,
  internal = 70,  // as EX_SOFTWARE of sysexits(3)
};

struct ExitMeaning {
  ExitCode code;
  std::string_view text;
};

// What a code means in general; a verb may say it more narrowly.
constexpr ExitMeaning exit_meanings[] = {
    {ExitCode::ok, "done; for scan, report and verify: nothing that the exit code should tell"},
    {ExitCode::findings, "findings at or above the chosen severity; for verify: something refuted"},
    {ExitCode::usage, "the command line is wrong; one line on standard error says how to mend it"},
    {ExitCode::inconclusive, "too little of the image was understood to give a clean answer"},
    {ExitCode::unreadable, "the image or case file cannot be read, or is not what it should be"},
    {ExitCode::unrecognised, "no format was recognised anywhere in the image"},
    {ExitCode::internal, "the program or the machine failed: a defect, no memory, a full disk"},
};

// Why a verb could not do its work: one line for standard error, without "assay: " or a full stop.
struct Failure {
  ExitCode code = ExitCode::internal;
  std::string line;
};

using Outcome = tl::expected<ExitCode, Failure>;

inline tl::unexpected<Failure> give_up(ExitCode code, std::string line) {
  return tl::unexpected<Failure>(Failure{code, std::move(line)});
}

}  // namespace assay::cli
