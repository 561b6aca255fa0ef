// ar: "!<arch>\n", then files, each behind a header of 60 characters and at an even offset. A
// Debian package is one whose first file is "debian-binary".
//
//   offset  bytes  field
//   0       16     name, filled with spaces; GNU writes a '/' behind it
//   16      12     mtime, seconds since 1970, decimal as all but the mode
//   28      6 each uid, gid
//   40      8      mode, octal
//   48      10     size of the data
//   58      2      "`\n"
//
//   name        is
//   /, /SYM64/  GNU's symbol table; __.SYMDEF: BSD's
//   //          GNU's table of long names, each ended by "/\n"
//   /123        the name at byte 123 of that table
//   #1/20       BSD's long name: the first 20 bytes of the data
//
// A thin archive ("!<thin>\n") names files that stand elsewhere.
//
// Source: ar(5) of FreeBSD; System V Application Binary Interface, "Archive File"; deb(5).
#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/quote.h"
#include "unpack/archive_members.h"
#include "unpack/handler.h"

namespace assay::unpack {
namespace {

constexpr std::string_view magic = "!<arch>\n";
constexpr std::string_view thin_magic = "!<thin>\n";

struct Header {
  char name[16];
  char mtime[12];
  char uid[6];
  char gid[6];
  char mode[8];
  char size[10];
  char end[2];
};
static_assert(sizeof(Header) == 60);

struct Entry {
  Header header{};
  std::string name;  // as it stands in the header, without the spaces behind it
  Range header_range;
  Range data;  // cut where the archive is
};

template <std::size_t size>
std::string_view field(const char (&bytes)[size]) {
  std::string_view text(bytes, size);
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

std::optional<std::uint64_t> number(std::string_view text, int base = 10) {
  std::uint64_t value = 0;
  const char* const text_end = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), text_end, value, base);
  if (error != std::errc() || end != text_end) return {};
  return value;
}

bool is_symbol_table(std::string_view name) {
  return name == "/" || name == "/SYM64/" || name.starts_with("__.SYMDEF");
}

bool is_name_table(std::string_view name) { return name == "//" || name == "ARFILENAMES/"; }

class ArWalk {
 public:
  explicit ArWalk(Bytes archive)
      : archive_(archive), thin_(as_text(archive).starts_with(thin_magic)) {}

  std::optional<Entry> next() {
    if (ended_ || at_ == archive_.size()) return {};
    Entry entry;
    // Nothing marks the end: it is where no header follows.
    const auto header = read<Header>(archive_, at_);
    if (!header || header->end[0] != '`' || header->end[1] != '\n') return {};
    const auto size = number(field(header->size));
    if (!size) {
      return end(ErrorCode::corrupt, fmt::format("a size of {}", quote(field(header->size))));
    }
    entry.header = *header;
    entry.name = field(header->name);
    entry.header_range = {at_, sizeof(Header)};
    const bool elsewhere = thin_ && !is_symbol_table(entry.name) && !is_name_table(entry.name);
    at_ += sizeof(Header);
    const std::uint64_t rest = archive_.size() - at_;
    entry.data = {at_, elsewhere ? 0 : std::min(*size, rest)};
    at_ = entry.data.end();
    if (at_ % 2 != 0 && at_ < archive_.size()) at_++;
    if (!elsewhere && *size > rest) {
      end(ErrorCode::truncated,
          fmt::format("{}: {} bytes are stated, {} are there", quote(entry.name, 80), *size, rest));
    }
    count_++;
    return entry;
  }

  bool thin() const { return thin_; }
  std::int64_t count() const { return count_; }
  std::uint64_t size() const { return at_; }
  const std::optional<Problem>& problem() const { return problem_; }

 private:
  std::nullopt_t end(ErrorCode code, std::string sentence) {
    ended_ = true;
    problem_ = {"probe", code, std::move(sentence), {at_, 0}};
    return std::nullopt;
  }

  Bytes archive_;
  bool thin_;
  std::uint64_t at_ = magic.size();
  std::int64_t count_ = 0;
  std::optional<Problem> problem_;
  bool ended_ = false;
};

Result<Probe> probe(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  const std::string_view text = as_text(tail);
  if (!text.starts_with(magic) && !text.starts_with(thin_magic))
    return fail(ErrorCode::corrupt, "ar: no magic");
  ArWalk walk(tail);
  Probe probe;
  std::int64_t members = 0;
  bool is_package = false;
  while (const auto entry = walk.next()) {
    if (walk.count() == 1 && entry->name.starts_with("debian-binary")) {
      is_package = true;
      std::string_view version =
          text.substr(entry->data.offset, std::min<std::uint64_t>(entry->data.size, 16));
      version = version.substr(0, version.find('\n'));
      probe.header.push_back({"format_version", std::string(version)});
      probe.title = fmt::format("Debian package, format {}", quote(version));
    }
    if (!is_symbol_table(entry->name) && !is_name_table(entry->name)) members++;
  }
  // The magic alone stands in many a program.
  if (walk.count() == 0 && tail.size() > magic.size())
    return fail(ErrorCode::corrupt, "ar: no header behind the magic");
  probe.size = walk.size();
  probe.confidence = Confidence::consistent;
  if (walk.problem()) {
    probe.problems.push_back(*walk.problem());
    if (walk.count() == 1) probe.confidence = Confidence::plausible;
  }
  if (!is_package) {
    probe.title = fmt::format("{} archive, {} members", walk.thin() ? "thin ar" : "ar", members);
  }
  probe.header.push_back({"members", members});
  return probe;
}

// The name that `entry` bears, where it is a long one. Moves the data behind one in its front.
Result<std::string> name_of(Bytes chunk, Entry& entry, std::string_view long_names) {
  std::string_view name = entry.name;
  if (name.starts_with("#1/")) {
    const auto size = number(name.substr(3));
    if (!size || *size > entry.data.size)
      return fail(ErrorCode::corrupt, fmt::format("a long name {}", quote(name)));
    const Bytes stored = chunk.subspan(entry.data.offset, *size);
    entry.data = {entry.data.offset + *size, entry.data.size - *size};
    return std::string(until_nul(stored));
  }
  if (name.starts_with('/') && name.size() > 1) {
    const auto offset = number(name.substr(1));
    if (!offset || *offset >= long_names.size())
      return fail(ErrorCode::corrupt,
                  fmt::format("a long name {}, {} bytes of names", quote(name), long_names.size()));
    name = long_names.substr(*offset);
    name = name.substr(0, name.find('\n'));
  }
  if (name.size() > 1 && name.ends_with('/')) name.remove_suffix(1);
  return std::string(name);
}

std::optional<std::uint32_t> attribute(std::optional<std::uint64_t> value) {
  if (!value || *value > 0xffffffffU) return {};
  return static_cast<std::uint32_t>(*value);
}

Member member_of(const Entry& entry, std::string name) {
  Member member;
  member.name = std::move(name);
  const Header& header = entry.header;
  const auto mode = number(field(header.mode), 8);
  if (mode) member.attributes.mode = static_cast<std::uint32_t>(*mode & 07777U);
  member.attributes.uid = attribute(number(field(header.uid)));
  member.attributes.gid = attribute(number(field(header.gid)));
  const auto mtime = number(field(header.mtime));
  if (mtime) member.attributes.mtime_s = static_cast<std::int64_t>(*mtime);
  member.content = Content::plain(entry.data);
  return member;
}

Result<void> expand(Bytes chunk, const Probe& probe, Sink& sink) {
  (void)probe;
  sink.claim({0, magic.size()}, "header");
  std::string_view long_names;
  ArWalk walk(chunk);
  while (auto entry = walk.next()) {
    sink.claim(entry->header_range, "header");
    const Range stored = entry->data;
    if (is_symbol_table(entry->name)) {
      sink.claim(stored, "symbol table");
      continue;
    }
    if (is_name_table(entry->name)) {
      sink.claim(stored, "name table");
      long_names = as_text(chunk.subspan(stored.offset, stored.size));
      continue;
    }
    auto name = name_of(chunk, *entry, long_names);
    if (!name) {
      sink.problem(name.error(), entry->header_range);
      name = entry->name;
    }
    if (entry->data.offset > stored.offset)
      sink.claim({stored.offset, entry->data.offset - stored.offset}, "name");
    Member member = member_of(*entry, *std::move(name));
    if (walk.thin()) {
      member.content = {};
      member.unreadable = Error{ErrorCode::unsupported, "a thin archive does not hold the bytes"};
    }
    TRY(add_or_tell(sink, std::move(member)));
  }
  return {};
}

constexpr Magic magics[] = {{"21 3c 61 72 63 68 3e 0a"}, {"21 3c 74 68 69 6e 3e 0a"}};

}  // namespace

extern const Handler ar = {
    .id = "ar",
    .title = "ar archive, Debian package",
    .source = "ar(5) of FreeBSD; System V ABI, Archive File; deb(5)",
    .magics = magics,
    .recheck = "ar p {input} {member}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
