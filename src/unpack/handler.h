// Handler: how to read one container format. One file in unpack/handlers/ defines one Handler,
// named as its file; the build lists them (see `assay formats`).
//
// Reading has two steps. probe() answers: is it one, where does it end, what does its header say,
// which checksums hold? expand() answers: what is in it, and where? Neither keeps state, decodes
// members (see unpack/content.h), or touches anything but the bytes it was given.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "codec/codec.h"
#include "model/node.h"
#include "model/value.h"
#include "unpack/limits.h"
#include "unpack/sink.h"

namespace assay::unpack {

// Bytes that give a format away, as file(1) uses the word. `hex` is pairs of hex digits, spaces
// between them ignored, "??" for any byte; at least two bytes in a row are given.
struct Magic {
  std::string_view hex;
  std::uint64_t offset = 0;    // of the magic from the format's first byte
  bool only_at_start = false;  // of a node: a magic too short to look for everywhere
};

// How sure a probe is. Where two formats claim one place, the surer one has it.
enum class Confidence : std::uint8_t {
  plausible,   // magic and fields make sense
  consistent,  // structures behind the header agree with it
  proven,      // a checksum holds, or the stream decodes whole
};

// A stream decoded on trial.
struct Trial {
  std::uint64_t stored_size = 0;  // bytes that the stream takes; 0 where it does not decode whole
  std::shared_ptr<const Buffer> plain;
  std::optional<Error> error;  // why `plain` is only what comes before a defect
};

// A place in a node that may be the first byte of an instance.
class Candidate {
 public:
  Candidate(Bytes node, std::uint64_t offset, const Limits& limits, std::uint64_t& trial_budget)
      : node_(node), offset_(offset), limits_(limits), trial_budget_(trial_budget) {}

  Bytes tail() const { return node_.subspan(offset_); }  // from the candidate to the node's end
  std::uint64_t offset() const { return offset_; }       // of the candidate in the node
  Bytes node() const { return node_; }
  const Limits& limits() const { return limits_; }

  // Decodes the stream at `at` bytes from the candidate, to see whether it is one and where it
  // ends. What it costs is charged to the node, so that bytes full of false starts cannot stall a
  // scan. Errors: the codec's; limit, where the node's budget is used up.
  Result<Trial> decode(const codec::Codec& codec, std::uint64_t at) const;

  // As decode(), but keeps what was decoded before an error. `stored_size_max` is how many stored
  // bytes it may look at. Errors: in the trial.
  Trial decode_part(const codec::Codec& codec, std::uint64_t at,
                    std::uint64_t stored_size_max = ~std::uint64_t{0}) const;

  // Charges the node for a look at `size` bytes, for searches that many candidates may repeat.
  // Errors: limit, where the node's budget is used up.
  Result<void> charge(std::uint64_t size) const;

 private:
  Bytes node_;
  std::uint64_t offset_;
  const Limits& limits_;
  std::uint64_t& trial_budget_;
};

struct Probe {
  std::uint64_t size = 0;  // of the instance in bytes, 1 to tail().size(); an instance that the
                           // node cuts short ends with it, and says so in `problems`
  Confidence confidence = Confidence::plausible;
  std::string title;  // one line for people: "SquashFS 4.0, xz, 552 inodes"
  Fields header;      // what the header states, typed: "load_address", "version", ...
  std::vector<Check> checks;
  std::vector<Problem> problems;
  std::shared_ptr<const Buffer> plain;  // of a stream: what Candidate::decode gave, for expand()
  std::vector<Extent> pieces;           // of streams in a row: what probe() decoded, for expand()
};

struct Handler {
  std::string_view id;      // the file's stem: [a-z0-9_]+
  std::string_view title;   // for people
  std::string_view source;  // the specification or reference implementation
  std::span<const Magic> magics;

  // A shell command with which anyone can see a member without us; {input} stands for a file with
  // the container's bytes, {member} for the member's name. Empty where no common tool reads it.
  std::string_view recheck = {};

  // Whether it has no members, and its bytes state things as those of a file do: they are read.
  bool is_leaf = false;

  // Errors: any; an error means "not this format after all".
  Result<Probe> (*probe)(const Candidate& candidate);

  // Hands what is in `chunk` (exactly the bytes that probe() counted) to `sink`.
  // Errors: any; what was handed over before stays.
  Result<void> (*expand)(Bytes chunk, const Probe& probe, Sink& sink);
};

std::span<const Handler* const> all_handlers();  // sorted by id

// The handler of this id, or null.
const Handler* find_handler(std::string_view id);

}  // namespace assay::unpack
