// Linux Image for ARM64: an uncompressed kernel behind a header of 64 bytes. All integers are
// little-endian.
//
//   offset  bytes  field         meaning
//   0x00    8                    code
//   0x08    8      text offset   from a multiple of 2 MiB, where the kernel must be loaded
//   0x10    8      image size    in memory, with what is zeroed at the start
//   0x18    8      flags         bit 0: big-endian; bits 1-2: page size 4, 16, 64 KiB
//   0x38    4      magic         "ARM\x64"
//   0x3c    4      PE header     its offset, where the kernel starts under EFI too; else 0
//
// In a file the image ends before its size in memory does. Where there is a PE header, the end of
// the last section's bytes is the end; else the size in memory is the bound.
//
// Source: Linux, Documentation/arch/arm64/booting.rst.
#include <fmt/core.h>

#include <algorithm>

#include "base/endian.h"
#include "unpack/checks.h"
#include "unpack/handler.h"

namespace assay::unpack {
namespace {

struct Header {
  le32 code[2];
  le64 text_offset;
  le64 image_size;
  le64 flags;
  le64 reserved[3];
  char magic[4];
  le32 pe_offset;
};
static_assert(sizeof(Header) == 64);

struct PeHeader {
  char magic[4];
  le16 machine;
  le16 section_count;
  le32 fields[3];
  le16 optional_size;
  le16 flags;
};
static_assert(sizeof(PeHeader) == 24);

struct PeSection {
  char name[8];
  le32 memory_size;
  le32 address;
  le32 stored_size;
  le32 stored_offset;
  char rest[16];
};
static_assert(sizeof(PeSection) == 40);

// The end of the bytes that the PE sections name. Errors: corrupt, where there are none.
Result<std::uint64_t> pe_end(Bytes tail, const Header& header) {
  if (header.pe_offset < sizeof(Header)) return fail(ErrorCode::corrupt, "no PE header");
  const auto pe = TRY(read<PeHeader>(tail, header.pe_offset));
  constexpr std::uint16_t machine_arm64 = 0xaa64;
  if (std::string_view(pe.magic, 4) != std::string_view("PE\0\0", 4) || pe.machine != machine_arm64)
    return fail(ErrorCode::corrupt, "no PE header for ARM64");
  std::uint64_t end = 0;
  for (std::uint64_t i = 0; i < pe.section_count; i++) {
    const auto section = TRY(read<PeSection>(
        tail, header.pe_offset + sizeof(PeHeader) + pe.optional_size + i * sizeof(PeSection)));
    end = std::max<std::uint64_t>(end, std::uint64_t{section.stored_offset} + section.stored_size);
  }
  if (end <= sizeof(Header)) return fail(ErrorCode::corrupt, "PE sections without bytes");
  return end;
}

Result<Probe> probe(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  const auto header = TRY(read<Header>(tail, 0));
  constexpr std::uint64_t image_size_max = 1ULL << 30U;
  if (std::string_view(header.magic, 4) != "ARM\x64" || header.reserved[0] != 0 ||
      header.reserved[1] != 0 || header.reserved[2] != 0 || header.image_size <= sizeof(Header) ||
      header.image_size > image_size_max || header.text_offset >= image_size_max)
    return fail(ErrorCode::corrupt, "no header that makes sense");
  Probe probe;
  const Result<std::uint64_t> end = pe_end(tail, header);
  if (end) {
    set_size(probe, *end, tail.size());
    probe.confidence = Confidence::consistent;
  } else {
    probe.size = std::min<std::uint64_t>(header.image_size, tail.size());
  }
  constexpr int page_sizes_kib[] = {0, 4, 16, 64};
  const bool big = (header.flags & 1U) != 0;
  probe.title = fmt::format("Linux Image for ARM64, {}-endian", big ? "big" : "little");
  probe.header = {{"byte_order", big ? "big" : "little"},
                  {"text_offset", static_cast<std::int64_t>(header.text_offset)},
                  {"image_size", static_cast<std::int64_t>(header.image_size)},
                  {"page_size_kib", page_sizes_kib[header.flags >> 1U & 3U]},
                  {"efi", end ? 1 : 0}};
  return probe;
}

Result<void> expand(Bytes chunk, const Probe&, Sink& sink) {
  sink.claim({0, sizeof(Header)}, "header");
  if (chunk.size() == sizeof(Header)) return {};
  Member member;
  member.name = "kernel";
  member.content = Content::plain({sizeof(Header), chunk.size() - sizeof(Header)});
  return sink.add(std::move(member));
}

constexpr Magic magics[] = {{"41 52 4d 64", 0x38}};

}  // namespace

extern const Handler linux_arm64_image = {
    .id = "linux_arm64_image",
    .title = "Linux Image for ARM64",
    .source = "Linux, Documentation/arch/arm64/booting.rst",
    .magics = magics,
    .recheck = "tail -c +65 {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
