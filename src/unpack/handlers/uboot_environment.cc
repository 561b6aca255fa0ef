// The environment of U-Boot as it stands in flash.
//
//   0  4  CRC-32 of all that stands behind the head, in the processor's byte order
//   4  1  only where there are two copies: whether this one is active, or how often it was written
//   .     NAME=VALUE and a NUL, for each variable; a NUL behind the last
//   .     padding up to the environment's size, 00 or ff
//
// Nothing states the size: those that flash parts have are tried against the checksum, and without
// one that holds there is no environment. Variables are sorted where U-Boot itself saved them, so
// the first one has one of a few names. Its bytes are read as they are (readers/kernel_boot).
//
// Source: U-Boot, include/env_internal.h, env/common.c, tools/mkenvimage.c.
#include <fmt/core.h>

#include <algorithm>

#include "base/checksum.h"
#include "base/endian.h"
#include "unpack/handler.h"

namespace assay::unpack {
namespace {

constexpr std::uint64_t size_min = 0x400;
constexpr std::uint64_t size_max = 0x40000;
constexpr std::size_t variables_min = 3;

struct Variables {
  std::size_t count = 0;
  std::uint64_t end = 0;  // behind the last NUL, from the first variable
};

// NAME=VALUE strings up to an empty one.
Variables read_variables(Bytes body) {
  const std::string_view text = as_text(body).substr(0, size_max);
  Variables all;
  std::uint64_t at = 0;
  while (at < text.size() && text[at] != '\0') {
    const std::uint64_t end = text.find('\0', at);
    const std::uint64_t equals = text.find('=', at);
    if (end == text.npos || equals == at || equals > end) return {};
    const std::string_view name = text.substr(at, equals - at);
    if (!std::ranges::all_of(name, [](char c) { return c > ' ' && c < '\x7f'; })) return {};
    all.count++;
    at = end + 1;
  }
  all.end = at + 1;
  return at < text.size() ? all : Variables{};
}

// The size of the whole for which the checksum in front of a head of `head` bytes holds; 0 for
// none.
std::uint64_t size_by_checksum(Bytes tail, std::uint64_t head, std::uint64_t used) {
  const auto little = read<le32>(tail, 0);
  const auto big = read<be32>(tail, 0);
  if (!little || !big) return 0;
  std::uint32_t crc = 0;
  std::uint64_t done = head;
  for (std::uint64_t size = size_min; size <= size_max; size *= 2) {
    for (const std::uint64_t whole : {size - size / 4, size}) {
      if (whole > tail.size() || whole < head + used) continue;
      crc = crc32(tail.subspan(done, whole - done), crc);
      done = whole;
      if (crc == std::uint32_t{little.value()} || crc == std::uint32_t{big.value()}) return whole;
    }
  }
  return 0;
}

struct Environment {
  std::uint64_t head = 0;
  std::uint64_t size = 0;
  Variables variables;
};

Result<Environment> read_environment(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  for (const std::uint64_t head : {4U, 5U}) {
    if (tail.size() < size_min / 2) break;
    const Variables variables = read_variables(tail.subspan(head));
    if (variables.count < variables_min) continue;
    TRY(candidate.charge(std::min<std::uint64_t>(tail.size(), size_max)));
    const std::uint64_t size = size_by_checksum(tail, head, variables.end);
    if (size != 0) return Environment{head, size, variables};
  }
  return fail(ErrorCode::corrupt, "no variables with a checksum that holds");
}

Result<Probe> probe(const Candidate& candidate) {
  const Environment found = TRY(read_environment(candidate));
  Probe probe;
  probe.size = found.size;
  probe.confidence = Confidence::proven;
  probe.title = fmt::format("U-Boot environment, {} variables{}", found.variables.count,
                            found.head == 5 ? ", one of two copies" : "");
  probe.header = {{"variable_count", static_cast<std::int64_t>(found.variables.count)},
                  {"variables_size", static_cast<std::int64_t>(found.variables.end)},
                  {"head_size", static_cast<std::int64_t>(found.head)}};
  if (found.head == 5)
    probe.header.push_back({"flag", static_cast<std::int64_t>(candidate.tail()[4])});
  probe.checks = {{"environment crc32", CheckState::ok, ""}};
  return probe;
}

Result<void> expand(Bytes chunk, const Probe& probe, Sink& sink) {
  (void)probe;
  for (const std::uint64_t head : {4U, 5U}) {
    if (chunk.size() <= head) break;
    const Variables variables = read_variables(chunk.subspan(head));
    if (variables.count < variables_min) continue;
    sink.claim({0, head}, "checksum");
    sink.claim({head, variables.end}, "variables");
    break;
  }
  return {};
}

constexpr Magic magics[] = {
    {"61 64 64 69 70 3d", 4},                 // addip=
    {"61 64 64 69 70 3d", 5},                 //
    {"61 6c 74 62 6f 6f 74 63 6d 64 3d", 4},  // altbootcmd=
    {"61 6c 74 62 6f 6f 74 63 6d 64 3d", 5},  //
    {"61 72 63 68 3d", 4},                    // arch=
    {"61 72 63 68 3d", 5},                    //
    {"61 75 74 6f 6c 6f 61 64 3d", 4},        // autoload=
    {"61 75 74 6f 6c 6f 61 64 3d", 5},        //
    {"62 61 75 64 72 61 74 65 3d", 4},        // baudrate=
    {"62 61 75 64 72 61 74 65 3d", 5},        //
    {"62 6f 61 72 64 3d", 4},                 // board=
    {"62 6f 61 72 64 3d", 5},                 //
    {"62 6f 6f 74 61 72 67 73 3d", 4},        // bootargs=
    {"62 6f 6f 74 61 72 67 73 3d", 5},        //
    {"62 6f 6f 74 63 6d 64 3d", 4},           // bootcmd=
    {"62 6f 6f 74 63 6d 64 3d", 5},           //
    {"62 6f 6f 74 63 6f 75 6e 74 3d", 4},     // bootcount=
    {"62 6f 6f 74 63 6f 75 6e 74 3d", 5},     //
    {"62 6f 6f 74 64 65 6c 61 79 3d", 4},     // bootdelay=
    {"62 6f 6f 74 64 65 6c 61 79 3d", 5},     //
    {"62 6f 6f 74 66 69 6c 65 3d", 4},        // bootfile=
    {"62 6f 6f 74 66 69 6c 65 3d", 5},        //
    {"65 74 68 61 63 74 3d", 4},              // ethact=
    {"65 74 68 61 63 74 3d", 5},              //
    {"65 74 68 61 64 64 72 3d", 4},           // ethaddr=
    {"65 74 68 61 64 64 72 3d", 5},           //
};

}  // namespace

extern const Handler uboot_environment = {
    .id = "uboot_environment",
    .title = "U-Boot environment",
    .source = "U-Boot, include/env_internal.h, tools/mkenvimage.c",
    .magics = magics,
    .recheck = "tail -c +5 {input} | tr '\\0' '\\n'",
    .is_leaf = true,
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
