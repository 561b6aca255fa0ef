// Arguments: a command line, taken apart as a Command describes it. Values are checked here, so
// that a verb that runs has only good ones.
//
// An option is written --name value, --name=value, -n value, -nvalue; flags join: -lq. Behind "--"
// everything is an operand, and so is "-" alone.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace assay::cli {

class Arguments {
 public:
  explicit Arguments(const Command* command) : command_(command) {}

  // Asking for an option that the command does not declare is a defect (ASSAY_ASSERT).
  bool given(std::string_view option) const;

  // The last value given, or the default, or nothing ("").
  std::string_view text(std::string_view option) const;

  std::vector<std::string_view> texts(std::string_view option) const;  // in order; no default

  // Of a count, size or percent; nothing where it was not given and has no default.
  std::optional<std::uint64_t> number(std::string_view option) const;

  // The operand at this place, or "" where it was left out.
  std::string_view operand(std::size_t place) const;
  std::size_t operands() const { return operands_.size(); }

  bool json() const { return given("json"); }
  bool quiet() const { return given("quiet"); }

 private:
  friend class ArgumentParser;
  struct Given {
    const Option* option;
    std::string_view value;
  };
  const Option& declared(std::string_view option) const;

  const Command* command_;  // null: before a verb is known, global options only
  std::vector<Given> given_;
  std::vector<std::string_view> operands_;
};

// A command line as far as it was understood.
struct CommandLine {
  const Command* command = nullptr;  // null: no verb was given
  Arguments arguments{nullptr};
};

// Takes apart argv without the program's name; its texts must outlive what is given back. Where
// --help or --version stands, nothing else is asked for. Errors: usage, one line that says how to
// mend it.
tl::expected<CommandLine, Failure> parse_command_line(std::span<const std::string_view> words);

}  // namespace assay::cli
