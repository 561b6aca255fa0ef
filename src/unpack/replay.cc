#include "unpack/replay.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/pool.h"
#include "base/quote.h"
#include "unpack/blocks.h"
#include "unpack/handler.h"

namespace assay::unpack {
namespace {

// A container on the way down: its members, and how to read them.
class Opened {
 public:
  // The container at one step of the way, in `bytes`. Only the first step may be a directory.
  static Result<std::unique_ptr<Opened>> of(const Source& source, const Held& bytes,
                                            const Step& step, const Limits& limits,
                                            PlainBudget& budget) {
    auto opened = std::make_unique<Opened>(source, limits, step.range.size);
    if (step.handler == "directory" && source.is_directory()) {
      opened->from_machine_ = true;
      TRY(source.list(opened->sink_));
      return opened;
    }
    const Held chunk = TRY(bytes.part(step.range));
    const Handler* const handler = find_handler(step.handler);
    if (handler == nullptr)
      return fail(ErrorCode::unsupported,
                  fmt::format("no format is called {}", quote(step.handler)));
    std::uint64_t trial_budget = limits.trial_free_size + limits.trial_factor * step.range.size;
    const Probe probe = TRY(handler->probe(Candidate(chunk.bytes(), 0, limits, trial_budget)));
    // What could be read before an error is there; a member that is not is told of by name.
    (void)handler->expand(chunk.bytes(), probe, opened->sink_);
    opened->blocks_.emplace(chunk, limits, budget);
    return opened;
  }

  Opened(const Source& source, const Limits& limits, std::uint64_t size)
      : source_(source), sink_(size, limits) {}

  // An error where nothing could be read.
  Result<Replayed> read(const Member& member, Pool& pool) {
    if (member.unreadable) return tl::unexpected(*member.unreadable);
    if (member.kind != NodeKind::file)
      return fail(ErrorCode::unsupported,
                  fmt::format("{} has no bytes, it is a {}", quote(member.name),
                              node_kind_names[static_cast<int>(member.kind)]));
    if (from_machine_) return Replayed{TRY(source_.open_member(member.name)), {}};
    MemberBytes bytes = blocks_->read(member.content, pool);
    Replayed replayed{std::move(bytes.held), member.incomplete};
    if (bytes.problem) replayed.incomplete = Error{bytes.problem->code, bytes.problem->sentence};
    if (replayed.incomplete && replayed.held.bytes().empty())
      return tl::unexpected(*replayed.incomplete);
    return replayed;
  }

  Result<const Member*> find(const assay::Member& wanted) {
    std::uint32_t left = wanted.nth;
    for (const Member& member : sink_.members())
      if (member.name == wanted.name && --left == 0) return &member;
    return fail(ErrorCode::corrupt, fmt::format("there is no member {}", quote(wanted.name)));
  }

  std::vector<Member>& members() { return sink_.members(); }

 private:
  const Source& source_;
  Sink sink_;
  std::optional<Blocks> blocks_;
  bool from_machine_ = false;
};

// Goes down all steps of a locator.
class Way {
 public:
  Way(const Source& source, const Limits& limits)
      : source_(source), limits_(limits), pool_(1), budget_(limits) {
    if (source.is_directory()) return;
    const auto image = source.map();
    held_ = Held(image->bytes(), image);
  }

  // Opens the step's container; goes into its member where it names one.
  Result<void> go(const Step& step) {
    auto opened = Opened::of(source_, held_, step, limits_, budget_);
    if (!opened) return tl::unexpected(in(step, opened.error()));
    opened_ = std::move(*opened);
    if (!step.member) return {};
    const auto member = opened_->find(*step.member);
    if (!member) return tl::unexpected(in(step, member.error()));
    Replayed replayed = TRY(opened_->read(**member, pool_));
    held_ = std::move(replayed.held);
    incomplete_ = std::move(replayed.incomplete);
    opened_ = nullptr;
    return {};
  }

  const Held& held() const { return held_; }
  const std::optional<Error>& incomplete() const { return incomplete_; }  // what held() is
  Opened* opened() { return opened_.get(); }
  Pool& pool() { return pool_; }

 private:
  static Error in(const Step& step, const Error& error) {
    return {error.code,
            fmt::format("{} at {}: {}", quote(step.handler), range_text(step.range), error.detail)};
  }

  const Source& source_;
  const Limits& limits_;
  Pool pool_;
  PlainBudget budget_;
  Held held_;
  std::optional<Error> incomplete_;
  std::unique_ptr<Opened> opened_;
};

}  // namespace

Result<Replayed> replay(const Source& source, const Locator& locator, const Limits& limits) {
  Way way(source, limits);
  const auto part = [](const Held& held, Range range) -> Result<Replayed> {
    return Replayed{TRY(held.part(range)), {}};
  };
  for (const Step& step : locator.steps) {
    TRY(way.go(step));
    // A container without a member stands for its own bytes, at the end of a locator.
    if (!step.member) {
      if (&step != &locator.steps.back())
        return fail(ErrorCode::corrupt, "only the last step of a locator may name no member");
      const Held chunk = TRY(way.held().part(step.range));
      return locator.range ? part(chunk, *locator.range) : Replayed{chunk, {}};
    }
  }
  if (source.is_directory() && locator.steps.empty())
    return fail(ErrorCode::unsupported, "a directory has no bytes; name a member of it");
  if (locator.range) return part(way.held(), *locator.range);
  return Replayed{way.held(), way.incomplete()};
}

Result<void> replay_members(const Source& source, const Locator& locator, const Limits& limits,
                            const std::function<Result<void>(const ReplayedMember&)>& take) {
  if (locator.steps.empty() || locator.steps.back().member || locator.range) {
    return fail(ErrorCode::unsupported,
                fmt::format("{} names no container", quote(to_string(locator))));
  }
  Way way(source, limits);
  for (const Step& step : locator.steps) TRY(way.go(step));
  if (way.opened() == nullptr)
    return fail(ErrorCode::corrupt, "only the last step of a locator may name no member");
  std::map<std::string, std::uint32_t> times;
  for (Member& member : way.opened()->members()) {
    ReplayedMember replayed{&member, ++times[member.name], Held()};
    if (member.kind == NodeKind::file) {
      auto read = way.opened()->read(member, way.pool());
      replayed.incomplete = read ? std::move(read->incomplete) : std::optional(read.error());
      if (read) replayed.bytes = std::move(read->held);
    }
    TRY(take(replayed));
  }
  return {};
}

}  // namespace assay::unpack
