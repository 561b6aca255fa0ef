#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/extract_writer.h"
#include "cli/member_path.h"

// tar, 512 bytes a block: a header, the bytes, zeros up to the next block; two blocks of zeros end
// it. In a header numbers are octal digits.
//
//   0    100  name           157  100  link text       329  8    device major
//   100  8    mode           257  6    "ustar\0"       337  8    device minor
//   108  8    uid            263  2    "00"            345  155  name's front (not used)
//   116  8    gid            265  32   user
//   124  12   size           297  32   group
//   136  12   mtime
//   148  8    sum of all bytes, these 8 as blanks
//   156  1    type: 0 file, 2 link, 3 4 device, 5 folder, 6 pipe, x further fields
//
// What does not fit stands in a record of type 'x' in front: "SIZE key=value\n".
//
// Source: POSIX.1-2017, pax, "ustar Interchange Format" and "pax Interchange Format".

namespace assay::cli {
namespace {

constexpr std::size_t block_size = 512;
using Header = std::array<char, block_size>;

char type_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::symlink:
      return '2';
    case NodeKind::char_device:
      return '3';
    case NodeKind::block_device:
      return '4';
    case NodeKind::directory:
      return '5';
    case NodeKind::fifo:
      return '6';
    default:
      return '0';
  }
}

// Octal digits and a NUL; false where the number has more digits than the field.
bool put_number(Header& header, std::size_t at, std::size_t size, std::uint64_t number) {
  const std::string digits = fmt::format("{:0{}o}", number, size - 1);
  if (digits.size() > size - 1) return false;
  std::ranges::copy(digits, header.begin() + static_cast<std::ptrdiff_t>(at));
  return true;
}

bool put_text(Header& header, std::size_t at, std::size_t size, std::string_view text) {
  const std::string_view cut = text.substr(0, size);
  std::ranges::copy(cut, header.begin() + static_cast<std::ptrdiff_t>(at));
  return cut.size() == text.size();
}

void seal(Header& header) {
  put_text(header, 257, 8, std::string_view("ustar\00000", 8));
  std::fill_n(header.begin() + 148, 8, ' ');
  std::uint64_t sum = 0;
  for (const char c : header) sum += static_cast<std::uint8_t>(c);
  put_number(header, 148, 7, sum);
}

// A pax record counts its own digits.
std::string pax_record(std::string_view key, std::string_view value) {
  const std::size_t rest = key.size() + value.size() + 3;
  std::size_t size = rest + 1;
  while (rest + std::to_string(size).size() != size) size = rest + std::to_string(size).size();
  return fmt::format("{} {}={}\n", size, key, value);
}

class TarWriter : public ExtractWriter {
 public:
  explicit TarWriter(Output& out) : out_(out) {}

  Result<void> begin(const Node& member) override {
    if (member.kind == NodeKind::socket)
      return fail(ErrorCode::unsupported, "a socket; tar has none");
    std::string path = TRY(member_path(member.name));
    if (path.empty()) return {};
    if (member.nth > 1) path += fmt::format("#{}", member.nth);
    if (member.kind == NodeKind::directory) path += '/';
    const Attributes& a = member.attributes;
    const std::string link = a.link_target.value_or("");
    if (link.find('\0') != std::string::npos)
      return fail(ErrorCode::corrupt, "its link text holds a NUL byte");
    remaining_ = member.kind == NodeKind::file ? member.size : 0;
    padding_ = (block_size - remaining_ % block_size) % block_size;
    std::string pax;
    Header header{};
    if (!put_text(header, 0, 100, path)) pax += pax_record("path", path);
    if (!put_text(header, 157, 100, link)) pax += pax_record("linkpath", link);
    put_number(header, 100, 8, a.mode.value_or(member.kind == NodeKind::directory ? 0755 : 0644));
    const auto number = [&](std::size_t at, std::size_t size, std::uint64_t value,
                            const char* key) {
      if (put_number(header, at, size, value)) return;
      put_number(header, at, size, 0);
      pax += pax_record(key, std::to_string(value));
    };
    number(108, 8, a.uid.value_or(0), "uid");
    number(116, 8, a.gid.value_or(0), "gid");
    number(124, 12, remaining_, "size");
    const std::int64_t mtime = a.mtime_s.value_or(0);
    if (mtime < 0 || !put_number(header, 136, 12, static_cast<std::uint64_t>(mtime))) {
      put_number(header, 136, 12, 0);
      pax += pax_record("mtime", std::to_string(mtime));
    }
    header[156] = type_of(member.kind);
    if (!put_number(header, 329, 8, a.device_major.value_or(0)) ||
        !put_number(header, 337, 8, a.device_minor.value_or(0)))
      return fail(ErrorCode::unsupported, "its device numbers do not fit into a tar file");
    if (!pax.empty()) write_pax(pax);
    write_header(header);
    return {};
  }

  void bytes(Bytes piece) override {
    const Bytes taken =
        piece.first(static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), remaining_)));
    out_.write(taken);
    remaining_ -= taken.size();
  }

  // A file that stops short is filled with zeros up to the size that its header states.
  void end(bool /*whole*/) override {
    zeros(remaining_ + padding_);
    remaining_ = padding_ = 0;
  }

  void finish() override { zeros(2 * block_size); }

 private:
  void write_header(Header& header) {
    seal(header);
    out_.write(std::string_view(header.data(), header.size()));
  }

  void write_pax(const std::string& records) {
    Header header{};
    put_text(header, 0, 100, "pax");
    put_number(header, 100, 8, 0644);
    put_number(header, 108, 8, 0);
    put_number(header, 116, 8, 0);
    put_number(header, 124, 12, records.size());
    put_number(header, 136, 12, 0);
    header[156] = 'x';
    write_header(header);
    out_.write(records);
    zeros((block_size - records.size() % block_size) % block_size);
  }

  void zeros(std::uint64_t count) {
    static constexpr std::array<char, 4096> block{};
    while (count > 0 && !out_.reader_gone()) {
      const std::uint64_t size = std::min<std::uint64_t>(count, block.size());
      out_.write(std::string_view(block.data(), static_cast<std::size_t>(size)));
      count -= size;
    }
  }

  Output& out_;
  std::uint64_t remaining_ = 0;  // bytes of the file that is being written
  std::uint64_t padding_ = 0;    // behind it
};

}  // namespace

std::unique_ptr<ExtractWriter> write_as_tar(Output& out) {
  return std::make_unique<TarWriter>(out);
}

}  // namespace assay::cli
