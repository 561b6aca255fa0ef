#include "cli/recheck.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/quote.h"
#include "cli/code_places.h"
#include "unpack/handler.h"

namespace assay::cli {
namespace {

std::string cut_out(const std::string& from, Range range, const std::string& to) {
  return fmt::format("dd if={} of={} iflag=skip_bytes,count_bytes skip={} count={} status=none",
                     from, to, range.offset, range.size);
}

std::string replace_all(std::string text, std::string_view what, const std::string& with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

// What objdump is to be told of bytes without headers.
struct RawOptions {
  std::string_view processor;
  std::string_view options;
};
constexpr RawOptions raw_processors[] = {
    {"mips", "-m mips -EB"},
    {"mipsel", "-m mips -EL"},
    {"mips64", "-m mips:isa64r2 -EB"},
    {"mips64el", "-m mips:isa64r2 -EL"},
    {"arm", "-m arm -EL"},
    {"arm_big", "-m arm -EB"},
    {"thumb", "-m arm -EL -M force-thumb"},
    {"thumb_big", "-m arm -EB -M force-thumb"},
    {"aarch64", "-m aarch64"},
    {"powerpc", "-m powerpc:common -EB"},
    {"powerpc64", "-m powerpc:common64 -EB"},
    {"powerpc64le", "-m powerpc:common64 -EL"},
    {"riscv32", "-m riscv:rv32"},
    {"riscv64", "-m riscv:rv64"},
    {"x86", "-m i386"},
    {"x86_64", "-m i386:x86-64"},
};

// Empty where no scan writes such a processor.
std::string raw_options(const RawNode& raw) {
  for (const RawOptions& one : raw_processors)
    if (one.processor == raw.processor)
      return fmt::format("-D -b binary {} --adjust-vma={:#x}", one.options, raw.base);
  return {};
}

}  // namespace

std::string shell_word(const std::string& text) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./,:+@%=";
  const bool dash = text.starts_with('-');
  if (!text.empty() && !dash && text.find_first_not_of(plain) == std::string::npos) return text;
  const std::string safe = quote(text, text.size());
  if (safe != text) return "$'" + replace_all(safe, "'", "\\'") + "'";
  return (dash ? "./'" : "'") + replace_all(text, "'", "'\\''") + "'";
}

std::vector<NodeId> path_to(const CaseView& view, NodeId node) {
  std::vector<NodeId> path;
  // A parent's id is below its child's, so this ends.
  for (NodeId id = node; id < view.nodes.size(); id = view.nodes[id].node.parent)
    path.push_back(id);
  std::ranges::reverse(path);
  return path;
}

std::vector<std::string> recheck_commands(const CaseView& view, const Evidence& evidence,
                                          const std::string& image) {
  std::vector<std::string> lines;
  std::string input = shell_word(image);
  unsigned step = 0;
  const unpack::Handler* handler = nullptr;
  for (const NodeId id : path_to(view, evidence.node)) {
    const Node& node = view.nodes[id].node;
    if (node.kind == NodeKind::image) continue;
    std::string output = fmt::format("step{}", ++step);
    if (node.kind == NodeKind::chunk || node.kind == NodeKind::gap) {
      lines.push_back(cut_out(input, node.range, output));
      handler = unpack::find_handler(node.name);
    } else if (node.range.size > 0) {
      lines.push_back(cut_out(input, node.range, output));
    } else if (node.kind == NodeKind::file && handler != nullptr && !handler->recheck.empty()) {
      std::string line = replace_all(std::string(handler->recheck), "{input}", input);
      lines.push_back(replace_all(line, "{member}", shell_word(node.name)) + " > " + output);
    } else if (node.kind != NodeKind::file) {
      return lines;  // what is cited are attributes: the container's own listing shows them
    } else {
      lines.push_back(fmt::format("# no common program reads a member of {}: assay cat {} {}",
                                  handler == nullptr ? "this" : handler->id, shell_word(image),
                                  shell_word(view.nodes[id].locator)));
      return lines;
    }
    input = std::move(output);
  }
  if (evidence.range.size > 0)
    lines.push_back(fmt::format("hexdump -C -s {} -n {} {}", evidence.range.offset,
                                evidence.range.size, input));
  const auto raw = view.raw_code.find(evidence.node);
  const std::string how = raw == view.raw_code.end() ? "-d" : raw_options(raw->second);
  if (how.empty()) return lines;
  for (const std::uint64_t place : code_places(evidence))
    lines.push_back(fmt::format("objdump {} --start-address={:#x} --stop-address={:#x} {}", how,
                                place, place + 16, input));
  return lines;
}

}  // namespace assay::cli
