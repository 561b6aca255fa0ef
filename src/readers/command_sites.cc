#include "readers/command_sites.h"

#include <algorithm>

#include "readers/call_site.h"

namespace assay::readers {
namespace {

using code::Call;
using code::Value;
using Part = TextPart::Kind;

bool is_open(const TextPart& part) {
  return part.kind == Part::parameter || part.kind == Part::format ||
         part.kind == Part::format_list;
}

// Whether what callers pass decides what is carried out, and nothing else that is seen.
bool is_handed_on(const MadeText& text) {
  return std::ranges::any_of(text.parts, is_open) &&
         std::ranges::none_of(text.parts,
                              [](const TextPart& part) { return part.kind == Part::input; });
}

class Finder {
 public:
  explicit Finder(const code::Survey& survey) : survey_(survey), texts_(survey) {}

  void find_direct();
  // Calls of the functions that were found last to hand on what they are given.
  void find_callers();
  std::vector<CommandSite> sites;
  bool all = true;

 private:
  void add(CommandSite site);
  std::vector<MadeText> run_by(const code::SurveyedFunction& function, const Call& call,
                               const CommandCall& command, bool& shell);
  // What `made` gives for each of the calls. Where something of it is not known, it is asked once
  // more for what it may be, and that counts where it is input.
  template <class Make>
  std::vector<std::vector<MadeText>> made_of(const code::SurveyedFunction& function,
                                             const std::vector<const Call*>& calls, Make make);
  std::optional<Value> shell_command(const code::SurveyedFunction& function, const Call& call,
                                     const CommandCall& command);
  std::vector<MadeText> substituted(const code::SurveyedFunction& function, const Call& call,
                                    const MadeText& text);
  std::vector<MadeText> given(const code::SurveyedFunction& function, const Call& call,
                              const TextPart& part);

  const code::Survey& survey_;
  MadeTexts texts_;
  std::vector<std::size_t> new_;  // places in sites whose functions hand on what they are given
};

void Finder::add(CommandSite site) {
  if (sites.size() >= command_sites_max) {
    all = false;
    return;
  }
  if (is_handed_on(site.text)) new_.push_back(sites.size());
  sites.push_back(std::move(site));
}

// Of a shell that gets "-c": what stands behind that.
std::optional<Value> Finder::shell_command(const code::SurveyedFunction& function, const Call& call,
                                           const CommandCall& command) {
  const code::Program& program = survey_.program();
  const auto path = constant_text(program, call.arguments[static_cast<std::size_t>(command.text)]);
  if (!path || !is_shell_path(*path)) return std::nullopt;
  if (command.words >= 0) {
    for (auto i = static_cast<std::size_t>(command.words); i + 1 < call.arguments.size(); i++)
      if (const auto text = constant_text(program, call.arguments[i]); text && *text == "-c")
        return call.arguments[i + 1];
    return std::nullopt;
  }
  if (command.list < 0) return std::nullopt;
  const Value& list = call.arguments[static_cast<std::size_t>(command.list)];
  const auto word = [&](unsigned index) {
    Value at = list;
    at.number += std::uint64_t{index} * program.word_size();
    return texts_.word(function, call, at);
  };
  const auto text = constant_text(program, word(1));
  if (!text || *text != "-c") return std::nullopt;
  return word(2);
}

std::vector<MadeText> Finder::run_by(const code::SurveyedFunction& function, const Call& call,
                                     const CommandCall& command, bool& shell) {
  const auto text = static_cast<std::size_t>(command.text);
  if (const auto behind = shell_command(function, call, command)) {
    shell = true;
    return texts_.of(function, call, *behind);
  }
  if (command.format) return texts_.printed(function, call, call.arguments[text], text + 1, false);
  return texts_.of_argument(function, call, text);
}

template <class Make>
std::vector<std::vector<MadeText>> Finder::made_of(const code::SurveyedFunction& function,
                                                   const std::vector<const Call*>& calls,
                                                   Make make) {
  std::vector<std::vector<MadeText>> all_made;
  std::vector<std::size_t> unknown;
  for (std::size_t i = 0; i < calls.size(); i++) {
    all_made.push_back(make(i, *calls[i]));
    if (std::ranges::any_of(all_made.back(), [](const MadeText& one) {
          return one.has(Part::unknown) && !one.has(Part::input);
        }))
      unknown.push_back(i);
  }
  for (const std::size_t i : unknown) {
    const Call* same = texts_.take_for(function, *calls[i], true);
    if (same == nullptr) continue;
    auto maybe = make(i, *same);
    if (std::ranges::any_of(maybe, [](const MadeText& one) {
          return one.has(Part::input) || std::ranges::any_of(one.parts, is_open);
        }))
      all_made[i] = std::move(maybe);
  }
  if (!unknown.empty()) texts_.take_for(function, *calls[0], false);
  return all_made;
}

void Finder::find_direct() {
  const auto runs = [](std::string_view name) { return command_call(name) != nullptr; };
  const std::vector<std::uint32_t> places = survey_.calls_named(runs);
  for (auto place = places.begin(); place != places.end();) {
    const code::SurveyedFunction& function = survey_.caller(*place);
    std::vector<const Call*> calls;
    std::vector<CommandSite> found;
    for (; place != places.end() && *place < function.calls + function.call_count; ++place) {
      const Call& call = survey_.calls()[*place];
      const CommandCall* command = command_call(call.callee.name);
      calls.push_back(&call);
      found.push_back({&function, &call, command, command->shell, call.address, {}, {}});
    }
    auto made = made_of(function, calls, [&](std::size_t i, const Call& call) {
      return run_by(function, call, *found[i].runs, found[i].shell);
    });
    for (std::size_t i = 0; i < calls.size(); i++) {
      for (MadeText& one : made[i]) {
        CommandSite site = found[i];
        site.text = std::move(one);
        add(std::move(site));
      }
    }
  }
}

// What a caller gives for an open part.
std::vector<MadeText> Finder::given(const code::SurveyedFunction& function, const Call& call,
                                    const TextPart& part) {
  if (part.parameter >= call.arguments.size()) return {};
  const Value& value = call.arguments[part.parameter];
  std::vector<MadeText> made;
  if (part.kind == Part::parameter) {
    made = texts_.of_argument(function, call, part.parameter);
  } else {
    bool list = part.kind == Part::format_list;
    if (list && part.parameter + 1 < call.arguments.size()) {
      // A list that is the caller's own is of its own arguments.
      const auto own = parameter_of(*function.start.decoder, value);
      const auto behind = parameter_of(*function.start.decoder, call.arguments[part.parameter + 1]);
      if (own && behind != *own + 1) list = false;
    }
    made = texts_.printed(function, call, value, part.parameter + 1, list);
  }
  for (MadeText& text : made)
    for (TextPart& one : text.parts)
      if (one.also_given.empty()) one.also_given = part.also_given;
  return made;
}

std::vector<MadeText> Finder::substituted(const code::SurveyedFunction& function, const Call& call,
                                          const MadeText& text) {
  std::vector<MadeText> made(1);
  made[0].writer = text.writer;
  made[0].exact = text.exact;
  for (const TextPart& part : text.parts) {
    std::vector<MadeText> given_texts;
    if (is_open(part)) {
      given_texts = given(function, call, part);
    } else {
      given_texts.emplace_back();
      given_texts[0].parts.push_back(part);
    }
    if (given_texts.empty()) given_texts.emplace_back().parts.emplace_back();
    std::vector<MadeText> longer;
    for (const MadeText& start : made) {
      for (const MadeText& end : given_texts) {
        if (longer.size() == made_texts_max) break;
        MadeText& both = longer.emplace_back(start);
        both.exact = start.exact && end.exact;
        if (both.writer.empty()) {
          both.writer = end.writer;
          both.writer_address = end.writer_address;
        }
        for (const TextPart& one : end.parts) {
          if (one.kind == Part::constant)
            both.add_constant(one.text);
          else
            both.add(one);
        }
      }
    }
    made = std::move(longer);
  }
  return made;
}

void Finder::find_callers() {
  const std::vector<std::size_t> wrappers = std::move(new_);
  new_.clear();
  // By caller, so that each function is looked at in one go.
  std::vector<std::pair<std::uint32_t, std::size_t>> calls;  // place of the call, wrapper
  for (const std::size_t wrapper : wrappers) {
    // What is known by name is told of its own calls already.
    if (command_call(sites[wrapper].function->name) != nullptr) continue;
    std::size_t count = 0;
    for (const std::uint32_t place : survey_.callers_of(sites[wrapper].function->start.address)) {
      if (count++ == command_callers_max) {
        all = false;
        break;
      }
      calls.emplace_back(place, wrapper);
    }
  }
  std::ranges::sort(calls);
  for (auto first = calls.begin(); first != calls.end();) {
    const code::SurveyedFunction& function = survey_.caller(first->first);
    auto last = first;
    std::vector<const Call*> of_function;
    std::vector<CommandSite> inner;
    for (; last != calls.end() && &survey_.caller(last->first) == &function; ++last) {
      const CommandSite& wrapper = sites[last->second];
      if (function.start.address == wrapper.function->start.address) continue;
      of_function.push_back(&survey_.calls()[last->first]);
      inner.push_back(wrapper);
    }
    first = last;
    auto made = made_of(function, of_function, [&](std::size_t i, const Call& call) {
      return substituted(function, call, inner[i].text);
    });
    for (std::size_t i = 0; i < of_function.size(); i++) {
      inner[i].through.insert(
          inner[i].through.begin(),
          shown_name(inner[i].function->name, inner[i].function->start.address));
      inner[i].function = &function;
      inner[i].call = of_function[i];
      for (MadeText& text : made[i]) {
        inner[i].text = std::move(text);
        add(inner[i]);
      }
    }
  }
}

CommandSites find_command_sites(const code::Survey& survey) {
  Finder finder(survey);
  finder.find_direct();
  for (unsigned level = 0; level < command_levels_max; level++) finder.find_callers();
  std::ranges::stable_sort(finder.sites, {},
                           [](const CommandSite& site) { return site.call->address; });
  return {std::move(finder.sites), finder.all};
}

struct Memo {
  bool alive = false;
  const code::Survey* survey = nullptr;  // whose are kept
  CommandSites found;
};
thread_local Memo memo;

}  // namespace

CommandSitesMemo::CommandSitesMemo() {
  ASSAY_ASSERT(!memo.alive);
  memo.alive = true;
}

CommandSitesMemo::~CommandSitesMemo() { memo = {}; }

const CommandSites& command_sites(const code::Survey& survey) {
  if (!memo.alive || memo.survey != &survey) {
    memo.found = find_command_sites(survey);
    memo.survey = &survey;
  }
  return memo.found;
}

}  // namespace assay::readers
