#include "cli/arguments.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/quote.h"
#include "base/result.h"
#include "cli/amounts.h"
#include "cli/nearest.h"

namespace assay::cli {
namespace {

tl::unexpected<Failure> wrong(std::string line) {
  return give_up(ExitCode::usage, std::move(line));
}

std::string shown(std::string_view typed) { return "'" + quote(typed, 80) + "'"; }

std::string did_you_mean(std::string_view typed, std::span<const std::string_view> words,
                         std::string_view dashes, std::string_view otherwise) {
  const std::string_view word = nearest(typed, words);
  if (word.empty()) return std::string(otherwise);
  return fmt::format("did you mean {}{}?", dashes, word);
}

// What is wrong with a value, or "" where nothing is.
std::string fault(const Option& option, std::string_view value) {
  switch (option.kind) {
    case ValueKind::count: {
      const auto count = parse_count(value);
      if (!count) return "is not a whole number";
      if (*count < option.least) return fmt::format("is below {}", option.least);
      if (*count > option.most) return fmt::format("is above {}", option.most);
      return {};
    }
    case ValueKind::size:
      return parse_size(value) ? "" : "is not a size; write bytes, or 64K, 512M, 2G";
    case ValueKind::percent: {
      const auto count = parse_count(value);
      return count && *count <= 100 ? "" : "is not a whole number from 0 to 100";
    }
    case ValueKind::choice:
      if (std::ranges::find(option.choices, value) != option.choices.end()) return {};
      return fmt::format("is not one of {}", fmt::join(option.choices, ", "));
    case ValueKind::path:
    case ValueKind::folder:
      return value.empty() ? "is empty, where a path is wanted" : "";
    case ValueKind::flag:
    case ValueKind::text:
    case ValueKind::verb:
      return {};
  }
  return {};
}

}  // namespace

const Option& Arguments::declared(std::string_view name) const {
  for (const Option& option : global_options())
    if (option.name == name) return option;
  ASSAY_ASSERT(command_ != nullptr);
  const auto found = std::ranges::find(command_->options, name, &Option::name);
  ASSAY_ASSERT(found != command_->options.end());
  return *found;
}

bool Arguments::given(std::string_view name) const {
  const Option& option = declared(name);
  return std::ranges::find(given_, &option, &Given::option) != given_.end();
}

std::string_view Arguments::text(std::string_view name) const {
  const Option& option = declared(name);
  std::string_view value = option.default_value;
  for (const Given& given : given_)
    if (given.option == &option) value = given.value;
  return value;
}

std::vector<std::string_view> Arguments::texts(std::string_view name) const {
  const Option& option = declared(name);
  std::vector<std::string_view> values;
  for (const Given& given : given_)
    if (given.option == &option) values.push_back(given.value);
  return values;
}

std::optional<std::uint64_t> Arguments::number(std::string_view name) const {
  const Option& option = declared(name);
  const std::string_view value = text(name);
  if (value.empty()) return {};
  return option.kind == ValueKind::size ? parse_size(value) : parse_count(value);
}

std::string_view Arguments::operand(std::size_t place) const {
  return place < operands_.size() ? operands_[place] : std::string_view{};
}

tl::unexpected<Failure> no_such_verb(std::string_view word) {
  std::vector<std::string_view> names;
  for (const Command* command : commands_in_order()) names.push_back(command->name);
  return wrong(fmt::format("there is no verb {}; {}", shown(word),
                           did_you_mean(word, names, "assay ", "assay help lists them")));
}

// Reads the words from left to right; every function moves past what it took.
class ArgumentParser {
 public:
  explicit ArgumentParser(std::span<const std::string_view> words) : words_(words) {}

  tl::expected<CommandLine, Failure> parse() {
    while (at_ < words_.size()) {
      const std::string_view word = words_[at_++];
      const auto taken = take(word);
      if (!taken) return tl::unexpected(taken.error());
      if (ended_early()) return without_the_rest();
    }
    const auto complete = check_operands();
    if (!complete) return tl::unexpected(complete.error());
    return line_;
  }

 private:
  using Taken = tl::expected<void, Failure>;

  Taken take(std::string_view word) {
    if (!only_operands_ && word == "--") {
      only_operands_ = true;
      return {};
    }
    const bool operand = only_operands_ || word.size() < 2 || word[0] != '-';
    if (operand) return line_.command == nullptr ? take_verb(word) : take_operand(word);
    return word[1] == '-' ? take_long(word.substr(2)) : take_letters(word.substr(1));
  }

  // --help was met: of what follows, only the verb matters.
  CommandLine without_the_rest() {
    for (; line_.command == nullptr && at_ < words_.size(); at_++)
      line_.command = find_command(words_[at_]);
    return line_;
  }

  bool ended_early() const {
    return line_.arguments.given("help") || line_.arguments.given("version");
  }

  Taken take_verb(std::string_view word) {
    line_.command = find_command(word);
    line_.arguments.command_ = line_.command;
    if (line_.command == nullptr) return no_such_verb(word);
    return {};
  }

  Taken take_operand(std::string_view word) {
    const Command& command = *line_.command;
    const std::size_t place = line_.arguments.operands_.size();
    if (place >= command.operands.size()) {
      return wrong(fmt::format("assay {} takes {}; {} is one too many", command.name,
                               things(command.operands.size(), "operand"), shown(word)));
    }
    if (word.empty())
      return wrong(fmt::format("{} is empty; see assay {} --help", command.operands[place].name,
                               command.name));
    if (command.operands[place].kind == ValueKind::verb && find_command(word) == nullptr)
      return no_such_verb(word);
    line_.arguments.operands_.push_back(word);
    return {};
  }

  const Option* find(auto matches) const {
    const auto find_in = [&](std::span<const Option> options) {
      const auto found = std::ranges::find_if(options, matches);
      return found == options.end() ? nullptr : &*found;
    };
    const Option* option = find_in(global_options());
    if (option == nullptr && line_.command != nullptr) option = find_in(line_.command->options);
    return option;
  }

  std::string help_hint() const {
    if (line_.command == nullptr) return "options of a verb stand behind it; see assay help";
    return fmt::format("see assay {} --help", line_.command->name);
  }

  Taken take_long(std::string_view word) {
    const std::size_t equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    const Option* option = find([&](const Option& o) { return o.name == name; });
    if (option == nullptr) {
      std::vector<std::string_view> names;
      for (const Option& o : global_options()) names.push_back(o.name);
      if (line_.command != nullptr)
        for (const Option& o : line_.command->options) names.push_back(o.name);
      return wrong(fmt::format("unknown option {}; {}", shown("--" + std::string(name)),
                               did_you_mean(name, names, "--", help_hint())));
    }
    const std::string spelled = "--" + std::string(name);
    if (option->kind == ValueKind::flag) {
      if (equals != std::string_view::npos)
        return wrong(
            fmt::format("{} takes no value; leave out {}", spelled, shown(word.substr(equals))));
      return store(*option, {}, spelled);
    }
    if (equals != std::string_view::npos) return store(*option, word.substr(equals + 1), spelled);
    return store_next(*option, spelled);
  }

  Taken take_letters(std::string_view letters) {
    for (std::size_t i = 0; i < letters.size(); i++) {
      const Option* option = find([&](const Option& o) { return o.letter == letters[i]; });
      const std::string spelled = fmt::format("-{}", quote(letters.substr(i, 1)));
      if (option == nullptr)
        return wrong(fmt::format("unknown option '{}'; {}", spelled, help_hint()));
      if (option->kind != ValueKind::flag) {
        if (i + 1 == letters.size()) return store_next(*option, spelled);
        const std::size_t equals = letters[i + 1] == '=' ? 1 : 0;
        return store(*option, letters.substr(i + 1 + equals), spelled);
      }
      if (const auto stored = store(*option, {}, spelled); !stored) return stored;
    }
    return {};
  }

  Taken store_next(const Option& option, const std::string& spelled) {
    if (at_ == words_.size())
      return wrong(fmt::format("{} wants a value: {} {}", spelled, spelled, option.value));
    return store(option, words_[at_++], spelled);
  }

  Taken store(const Option& option, std::string_view value, const std::string& spelled) {
    if (option.name == "json" && line_.command != nullptr && !line_.command->json)
      return wrong(fmt::format("assay {} has no --json form", line_.command->name));
    if (const std::string text = fault(option, value); !text.empty())
      return wrong(fmt::format("{}: {} {}", spelled, shown(value), text));
    line_.arguments.given_.push_back({&option, value});
    return {};
  }

  Taken check_operands() const {
    if (line_.command == nullptr) return {};
    const Command& command = *line_.command;
    const std::size_t place = line_.arguments.operands_.size();
    if (place < command.operands.size() && command.operands[place].required) {
      return wrong(fmt::format("{} is missing: assay {} {}", command.operands[place].name,
                               command.name, operands_text(command)));
    }
    if (line_.arguments.json() && !command.json)
      return wrong(fmt::format("assay {} has no --json form", command.name));
    return {};
  }

  static std::string operands_text(const Command& command) {
    std::string text;
    for (const Operand& operand : command.operands)
      text += fmt::format("{}{}", text.empty() ? "" : " ",
                          operand.required ? operand.name : fmt::format("[{}]", operand.name));
    return text;
  }

  std::span<const std::string_view> words_;
  std::size_t at_ = 0;
  bool only_operands_ = false;
  CommandLine line_;
};

tl::expected<CommandLine, Failure> parse_command_line(std::span<const std::string_view> words) {
  return ArgumentParser(words).parse();
}

}  // namespace assay::cli
