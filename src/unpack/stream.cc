#include "unpack/stream.h"

#include <fmt/core.h>

#include <algorithm>
#include <limits>

#include "base/endian.h"
#include "unpack/archive_members.h"
#include "unpack/checks.h"

namespace assay::unpack {
namespace {

// A damaged stream of fewer plain bytes shows nothing: random bytes behind a magic decode to some
// hundred now and then before they turn out to be none. They are cut short by the end of the node
// only where that is near.
constexpr std::uint64_t worth_keeping = 64;
constexpr std::uint64_t worth_keeping_before_defect = 1024;

// So that bytes full of such frames are not gone through again from each of them.
constexpr int skippable_at_start_max = 8;
constexpr int no_limit = std::numeric_limits<int>::max();

// The offset behind the frames to be skipped at `at`.
std::uint64_t behind_skippable(const StreamFormat& format, Bytes tail, std::uint64_t at,
                               int frames_max) {
  for (int i = 0; format.skippable != nullptr && i < frames_max; i++) {
    const std::uint64_t size = format.skippable(tail.subspan(at));
    if (size == 0 || size > tail.size() - at) break;
    at += size;
  }
  return at;
}

// How many stored bytes are needed for `plain_size` plain ones: where a defect is, to within a
// few bytes, as the codec only tells what came before it.
std::uint64_t stored_before_defect(const Candidate& candidate, const codec::Codec& codec,
                                   std::uint64_t at, std::uint64_t plain_size) {
  std::uint64_t enough = candidate.tail().size() - at;
  std::uint64_t too_few = 0;
  constexpr std::uint64_t exact_enough = 16;
  while (enough - too_few > exact_enough) {
    const std::uint64_t middle = too_few + (enough - too_few) / 2;
    const Trial trial = candidate.decode_part(codec, at, middle);
    (trial.plain->size() >= plain_size ? enough : too_few) = middle;
  }
  return enough;
}

// A stream that decodes whole, but not to what its checksum says. False where it is none.
bool keep_unchecked(const Candidate& candidate, const StreamFormat& format, std::uint64_t at,
                    const Error& error, Probe& probe) {
  if (error.code != ErrorCode::corrupt || format.codec->decode_unchecked == nullptr) return false;
  codec::Codec unchecked = *format.codec;
  unchecked.decode = format.codec->decode_unchecked;
  Trial trial = candidate.decode_part(unchecked, at);
  if (trial.error || trial.plain->size() < worth_keeping_before_defect) return false;
  const Range range{at, trial.stored_size};
  probe.size = range.end();
  probe.header.push_back({"plain_size", static_cast<std::int64_t>(trial.plain->size())});
  probe.problems.push_back({"probe", error.code, error.detail, range});
  probe.checks.push_back({std::string(format.check), CheckState::bad, error.detail});
  probe.pieces.push_back({range, format.codec, 0, 0, 0, std::move(trial.plain)});
  return true;
}

// What there is of a stream that does not decode whole.
Result<void> keep_damaged(const Candidate& candidate, const StreamFormat& format, std::uint64_t at,
                          Trial trial, Probe& probe) {
  Error error = *std::move(trial.error);
  if (keep_unchecked(candidate, format, at, error, probe)) return {};
  const std::uint64_t plain_size = trial.plain->size();
  const bool has_defect = error.code == ErrorCode::corrupt;
  if (plain_size < (has_defect ? worth_keeping_before_defect : worth_keeping))
    return tl::unexpected(std::move(error));
  std::uint64_t size = candidate.tail().size() - at;
  if (error.code == ErrorCode::limit)
    trial.plain = nullptr;  // the engine has its own limits to hold it to
  else if (error.code != ErrorCode::truncated)
    size = stored_before_defect(candidate, *format.codec, at, plain_size);
  probe.pieces.push_back({{at, size}, format.codec, 0, 0, 0, std::move(trial.plain)});
  probe.problems.push_back(
      {"probe",
       error.code,
       fmt::format("{} bytes were decoded before this: {}", plain_size, error.detail),
       {at, size}});
  probe.size = at + size;
  probe.header.push_back({"plain_size", static_cast<std::int64_t>(plain_size)});
  probe.checks.push_back(absent_check(format.check, "the stream does not decode whole"));
  return {};
}

}  // namespace

std::uint64_t skippable_frame(Bytes bytes) {
  const auto magic = read<le32>(bytes, 0);
  const auto size = read<le32>(bytes, 4);
  if (!size || (*magic & 0xfffffff0U) != 0x184d2a50U) return 0;
  return std::uint64_t{8} + *size;
}

Result<Probe> probe_streams(const Candidate& candidate, const StreamFormat& format) {
  const Bytes tail = candidate.tail();
  Probe probe;
  std::uint64_t plain_size = 0;
  std::uint64_t at = behind_skippable(format, tail, 0, skippable_at_start_max);
  const Bytes first = tail.subspan(at);
  while (at < tail.size() && format.starts(tail.subspan(at), first)) {
    Trial trial = candidate.decode_part(*format.codec, at);
    if (trial.error && !probe.pieces.empty()) break;
    if (trial.error) {
      TRY(keep_damaged(candidate, format, at, std::move(trial), probe));
      return probe;
    }
    plain_size += trial.plain->size();
    probe.pieces.push_back(
        {{at, trial.stored_size}, format.codec, 0, 0, 0, std::move(trial.plain)});
    at = behind_skippable(format, tail, at + trial.stored_size, no_limit);
    probe.size = at;
  }
  if (probe.pieces.empty()) return fail(ErrorCode::corrupt, "no stream starts here");
  probe.confidence = Confidence::proven;
  probe.checks.push_back({std::string(format.check), CheckState::ok, ""});
  probe.header.push_back({"plain_size", static_cast<std::int64_t>(plain_size)});
  if (probe.pieces.size() > 1)
    probe.header.push_back({"streams", static_cast<std::int64_t>(probe.pieces.size())});
  return probe;
}

Result<void> add_plain(const Probe& probe, std::string_view name, Sink& sink) {
  Member member;
  member.name = name.empty() ? "plain" : name;
  member.content.extents = probe.pieces;
  TRY(add_or_tell(sink, std::move(member)));
  sink.claim({0, probe.size}, "stream");  // the frames between that hold no data
  return {};
}

}  // namespace assay::unpack
