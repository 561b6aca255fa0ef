// Source: Linux manual pages open(2), write(2), pwrite(2), fopen(3), fwrite(3), ioctl(2).
#include "readers/flash_sites.h"

#include <algorithm>

#include "base/name_table.h"
#include "readers/call_site.h"

namespace assay::readers {
namespace {

using code::Call;
using code::Value;
using Part = TextPart::Kind;

constexpr std::uint32_t calls_max = 256;  // of a function that may write to what it is given
constexpr std::size_t opened_max = 256;   // calls of one program that open flash

// A function that writes to a descriptor or stream.
struct Writer {
  std::string_view name;
  std::int8_t to = 0;  // argument
  std::int8_t content = 1;
};
constexpr NameTable writers(std::to_array<Writer>({
    {"write"},
    {"pwrite"},
    {"pwrite64"},
    {"writev"},
    {"fwrite", 3, 0},
    {"fwrite_unlocked", 3, 0},
    {"sendfile", 0, 1},
    {"sendfile64", 0, 1},
}));

// A function that opens a file, or a partition by its name.
struct Opener {
  std::string_view name;
  std::int8_t path = 0;  // argument
};
constexpr NameTable openers(std::to_array<Opener>({
    {"open"},
    {"open64"},
    {"__open_2"},
    {"openat", 1},
    {"openat64", 1},
    {"fopen"},
    {"fopen64"},
    {"mtd_open"},
    {"mtd_check_open"},
}));

}  // namespace

const InputSources& FlashSites::sources() {
  if (!sources_) sources_.emplace(survey_);
  return *sources_;
}

// The path that a call opens, as far as it is constant; empty where it is not one of flash.
std::string FlashSites::device_of(const code::SurveyedFunction& function, const Call& call) {
  const auto index = static_cast<std::size_t>(openers.find(call.callee.name)->path);
  const Value& path = call.arguments[index];
  const bool partition = opens_partition(call.callee.name);
  if (const auto text = constant_text(survey_.program(), path))
    return partition || is_flash_device(*text) ? std::string(*text) : std::string();
  if (partition) return "%s";
  // Printed with a number: only where the function has such a format.
  const auto prints_device = [&](const Call& other) {
    const TextWriter* writer = text_writer(other.callee.name);
    if (writer == nullptr) return false;
    const auto text = constant_text(survey_.program(), argument(other, writer->source));
    return text && is_flash_device(*text);
  };
  if (std::ranges::none_of(survey_.calls_of(function), prints_device)) return {};
  if (!texts_) texts_.emplace(survey_);
  for (const MadeText& text : texts_->of_argument(function, call, index)) {
    std::string all;
    for (const TextPart& part : text.parts)
      all += part.kind == Part::constant ? part.text : part.kind == Part::number ? "%d" : "%s";
    if (is_flash_device(all)) return all;
  }
  return {};
}

void FlashSites::find_opened() {
  for (const code::SurveyedFunction& function : survey_.functions())
    for (const Call& call : survey_.calls_of(function)) {
      if (call.callee.name.empty() || openers.find(call.callee.name) == nullptr) continue;
      // A function of the program itself has calls of its own.
      if (call.callee.address != 0 && opens_partition(call.callee.name)) continue;
      if (opened_.size() == opened_max) return;
      if (std::string device = device_of(function, call); !device.empty())
        opened_.push_back({&function, &call, std::move(device)});
    }
}

const std::string* FlashSites::opened_in(const code::SurveyedFunction& function) const {
  const auto found = std::ranges::find(opened_, &function, &Opened::function);
  return found == opened_.end() ? nullptr : &found->device;
}

// Variables that descriptors of flash are kept in.
void FlashSites::find_variables() {
  const code::SurveyedFunction* last = nullptr;
  for (const Opened& opened : opened_) {
    if (opened.function == last) continue;
    last = opened.function;
    code::AnalysisOptions options;
    options.stores = true;
    const code::Analysis& analysis = survey_.analyse(*opened.function, options);
    for (const code::Store& store : analysis.stores) {
      if (!store.place.is(Value::Kind::number) || !store.value.is(Value::Kind::result)) continue;
      const auto of = std::ranges::find_if(opened_, [&](const Opened& one) {
        return one.function == opened.function && one.call->instruction == store.value.id;
      });
      if (of != opened_.end()) variables_.try_emplace(store.place.number, of->device);
    }
  }
}

const std::string* FlashSites::behind(const code::SurveyedFunction& function,
                                      const Value& descriptor) {
  if (descriptor.is(Value::Kind::variable)) {
    const auto found = variables_.find(descriptor.number);
    return found == variables_.end() ? nullptr : &found->second;
  }
  if (!descriptor.is(Value::Kind::result) || descriptor.number != 0) return nullptr;
  const Call* made = code::call_at(survey_.calls_of(function), descriptor.id);
  if (made == nullptr) return nullptr;
  for (const Opened& opened : opened_)
    if (opened.call == made) return &opened.device;
  const code::SurveyedFunction* callee =
      made->callee.address == 0 ? nullptr : survey_.function_at(made->callee.address);
  return callee == nullptr ? nullptr : opened_in(*callee);
}

void FlashSites::add(FlashSite site, const Value* content) {
  if (sites_.size() >= flash_sites_max) return;
  if (content != nullptr) site.input = sources().of(*site.function, *content);
  sites_.push_back(std::move(site));
}

void FlashSites::look_at(const code::SurveyedFunction& function, const Call& call) {
  const std::string_view name = call.callee.name;
  const FlashCall* known = call.callee.imported ? flash_call(name) : nullptr;
  const bool requests = name == "ioctl";
  if ((known == nullptr && !requests && opened_.empty()) || sites_.size() == flash_sites_max)
    return;
  FlashSite site{&function, &call, "write", {}, std::string(name), {}, {}, {}};
  if (requests) {
    const Value& request = call.arguments[1];
    site.action = request.is(Value::Kind::number) ? flash_request(request.number & 0xffffffffU)
                                                  : std::string_view();
    if (site.action.empty()) return;
    site.how = "request";
    if (const std::string* device = behind(function, call.arguments[0])) site.device = *device;
    return add(std::move(site), nullptr);
  }
  if (known != nullptr) {
    site.action = known->action;
    site.how = "function";
    if (known->device >= 0)
      site.device = constant_text(survey_.program(), argument(call, known->device)).value_or("");
    return add(std::move(site), known->content >= 0 ? &argument(call, known->content) : nullptr);
  }
  if (opened_.empty()) return;
  site.how = "descriptor";
  if (const Writer* writer = writers.find(name); writer != nullptr) {
    const std::string* device = behind(function, argument(call, writer->to));
    if (device == nullptr) return;
    site.device = *device;
    return add(std::move(site), &argument(call, writer->content));
  }
  // A function of the program that writes to a descriptor which it is given.
  const code::SurveyedFunction* callee =
      call.callee.address == 0 ? nullptr : survey_.function_at(call.callee.address);
  if (callee == nullptr || callee == &function || callee->call_count > calls_max) return;
  for (const Value& given : call.arguments) {
    const std::string* device = behind(function, given);
    if (device == nullptr) continue;
    const auto index = static_cast<std::size_t>(&given - call.arguments.data());
    for (const Call& inner : survey_.calls_of(*callee)) {
      const Writer* writer = writers.find(inner.callee.name);
      if (writer == nullptr ||
          parameter_of(*callee->start.decoder, argument(inner, writer->to)) != index)
        continue;
      site.device = *device;
      site.what = writer->name;
      site.through = shown_name(callee->name, callee->start.address);
      return add(std::move(site), nullptr);
    }
  }
}

std::vector<FlashSite> FlashSites::find() {
  find_opened();
  if (!opened_.empty()) find_variables();
  if (opened_.empty()) {
    const auto writes = [](std::string_view name) {
      return name == "ioctl" || flash_call(name) != nullptr;
    };
    for (const std::uint32_t place : survey_.calls_named(writes))
      look_at(survey_.caller(place), survey_.calls()[place]);
  } else {
    for (const code::SurveyedFunction& function : survey_.functions())
      for (const Call& call : survey_.calls_of(function)) look_at(function, call);
  }
  for (const UpdateCommand& command : commands_) {
    const std::string_view action = command.step.action;
    if (action != "write" && action != "erase" && action != "environment") continue;
    const auto& parts = command.site->text.parts;
    // What hands on what it is given has rows of its callers.
    if (std::ranges::any_of(parts, [](const TextPart& part) {
          return part.kind == Part::parameter || part.kind == Part::format ||
                 part.kind == Part::format_list;
        }))
      continue;
    FlashSite site{command.site->function, command.site->call,  action, "command",
                   command.program,        command.step.object, {},     {}};
    for (const TextPart& part : parts)
      if (part.kind == Part::input && site.input.kind.empty()) site.input = part.source;
    add(std::move(site), nullptr);
  }
  std::ranges::stable_sort(sites_, {}, [](const FlashSite& site) { return site.call->address; });
  return std::move(sites_);
}

}  // namespace assay::readers
