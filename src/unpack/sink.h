// Sink: where a handler puts what it finds in a container: members, what the container's other
// bytes are, header fields, problems. Limits are enforced here, so that no handler can forget one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/node.h"
#include "unpack/content.h"
#include "unpack/limits.h"

namespace assay::unpack {

struct Member {
  std::string name;  // as the container has it, '/'-separated bytes, no leading "./"; never trusted
  NodeKind kind = NodeKind::file;
  Attributes attributes;
  Content content;                  // of a file
  Stated stated;                    // likewise
  std::optional<Error> unreadable;  // of a file whose bytes cannot be had, e.g. encrypted:
                                    // `content` then only says which bytes are its own
  std::optional<Error> incomplete;  // why `content` is not all of the file
  std::string title;                // one line for people, where the container says what it is
  Fields header;                    // what the container says of this member besides attributes
  std::vector<Check> checks;
};

// A run of the container's bytes that is not a member's: a header, a table, padding is left out.
struct Claim {
  Range range;
  RegionKind kind = RegionKind::known;
  std::string label;
};

// Bytes of names, link texts, extended attributes and header fields of a member.
std::uint64_t text_size(const Member& member);

class Sink {
 public:
  // `size` is that of the container.
  Sink(std::uint64_t size, const Limits& limits) : size_(size), limits_(limits) {}

  // A member, in the container's order. Its extents are claimed as "member data", and as encrypted
  // where it is `unreadable` for that. A name or link text that is too long is cut, which is told
  // as a problem.
  // Errors: limit (count of members, extents, bytes of text), corrupt (an extent outside the
  // container); a handler hands a `limit` up, and may go on with the next member after `corrupt`.
  Result<void> add(Member member);

  // Bytes of the container that are not a member's. Ranges may overlap and come in any order; what
  // sticks out of the container is cut off. What nobody claims is measured as padding or unknown.
  void claim(Range range, std::string_view label, RegionKind kind = RegionKind::known);

  // Something that could not be read; the handler goes on.
  void problem(ErrorCode code, std::string sentence, Range range = {});
  void problem(const Error& error, Range range = {});

  // A header field or check that only shows while members are read.
  void field(Field field) { fields_.push_back(std::move(field)); }
  void check(Check check) { checks_.push_back(std::move(check)); }

  // For a handler that must not build what add() would refuse.
  const Limits& limits() const { return limits_; }

  std::vector<Member>& members() { return members_; }
  const std::vector<Claim>& claims() const { return claims_; }
  std::vector<Problem>& problems() { return problems_; }
  Fields& fields() { return fields_; }
  std::vector<Check>& checks() { return checks_; }

 private:
  void cut(std::string& text, std::string_view what);

  std::uint64_t size_;
  const Limits& limits_;
  std::vector<Member> members_;
  std::vector<Claim> claims_;
  std::vector<Problem> problems_;
  Fields fields_;
  std::vector<Check> checks_;
  std::uint64_t extents_ = 0;
  std::uint64_t text_size_ = 0;
  std::uint64_t problems_untold_ = 0;
};

}  // namespace assay::unpack
