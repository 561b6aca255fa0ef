#include "cli/tree_screen.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "base/quote.h"
#include "cli/amounts.h"
#include "cli/columns.h"
#include "model/locator.h"

namespace assay::cli {
namespace {

// Calls `each(node, level)` for `top` and all beneath it that the options ask for, in order.
void walk(const CaseView& view, NodeId top, const TreeOptions& options, auto each) {
  std::vector<std::uint32_t> level(view.nodes.size(), 0);
  std::vector<bool> holds(view.nodes.size(), !options.only_containers);
  for (std::size_t id = view.nodes.size(); id-- > 0;) {
    const Node& node = view.nodes[id].node;
    if (node.kind == NodeKind::chunk || node.parent == no_node) holds[id] = true;
    if (holds[id] && node.parent < id) holds[node.parent] = true;
  }
  for (std::size_t id = top; id < view.nodes.size(); id++) {
    const Node& node = view.nodes[id].node;
    if (id > top) {
      if (node.parent == no_node || node.parent < top) return;  // pre-order: past the subtree
      level[id] = level[node.parent] + 1;
    }
    if (!holds[id] || (options.depth_max && level[id] > *options.depth_max)) continue;
    if (!each(view.nodes[id], level[id])) return;
  }
}

std::string understood(const CaseView& view, const Node& node) {
  const auto found = view.regions.find(node.id);
  if (found == view.regions.end()) return "-";
  const BytesByKind& bytes = found->second;
  return percent_text(bytes[0] + bytes[1], bytes[0] + bytes[1] + bytes[2] + bytes[3]);
}

std::string name_of(const CaseView& view, const Node& node, const Paint& paint) {
  switch (node.kind) {
    case NodeKind::image:
      return paint(Tone::heading, quote(view.image_name));
    case NodeKind::chunk:
      return fmt::format("{} {}", paint(Tone::info, quote(node.name)),
                         paint(Tone::dim, range_text(node.range)));
    case NodeKind::gap:
      return paint(Tone::medium, "gap") + " " + paint(Tone::dim, range_text(node.range));
    default:
      break;
  }
  std::string name = quote(node.name);
  if (node.nth > 1) name += paint(Tone::dim, fmt::format(" #{}", node.nth));
  if (node.attributes.link_target) name += " -> " + quote(*node.attributes.link_target);
  return name;
}

std::string size_of(const Node& node) {
  const Attributes& a = node.attributes;
  const bool device = node.kind == NodeKind::char_device || node.kind == NodeKind::block_device;
  if (device) return fmt::format("{}, {}", a.device_major.value_or(0), a.device_minor.value_or(0));
  const bool bytes = node.kind == NodeKind::image || node.kind == NodeKind::chunk ||
                     node.kind == NodeKind::file || node.kind == NodeKind::gap;
  return bytes ? count_text(node.size) : "";
}

std::string owner(std::optional<std::uint32_t> id) { return id ? std::to_string(*id) : "-"; }

std::string line_of(const CaseView& view, const Node& node, std::uint32_t level,
                    const TreeOptions& options, const Paint& paint) {
  std::string line;
  if (options.details) {
    const Attributes& a = node.attributes;
    line = fmt::format("{:<10} {:>5} {:>5} {:<19} ", mode_text(node.kind, a.mode), owner(a.uid),
                       owner(a.gid), a.mtime_s ? time_text(*a.mtime_s) : "-");
  }
  line += fmt::format("{:>13} {:>7}  {:<12} {}", size_of(node), understood(view, node),
                      node_kind_names[static_cast<std::size_t>(node.kind)],
                      std::string(2 * std::size_t{std::min(level, 40U)}, ' '));
  line += name_of(view, node, paint);
  const std::string about = quote(node.title.empty() ? node.file_type : node.title, 200);
  if (!about.empty()) line += "  " + paint(Tone::dim, about);
  if (node.same_as && *node.same_as < view.nodes.size())
    line += "  " + paint(Tone::dim, "same as " + quote(view.nodes[*node.same_as].locator));
  const bool wants_bytes = node.kind == NodeKind::file || node.kind == NodeKind::image;
  if (wants_bytes && !node.sha256 && !(node.kind == NodeKind::image && view.image_sha256.empty()))
    line += "  " + paint(Tone::medium, "not readable");
  return line;
}

Json json_of(const CaseView& view, const casefile::CaseNode& row, std::uint32_t level) {
  const Node& node = row.node;
  const Attributes& a = node.attributes;
  Json object = {{"id", node.id},
                 {"parent", node.parent == no_node ? Json() : Json(node.parent)},
                 {"level", level},
                 {"kind", node_kind_names[static_cast<std::size_t>(node.kind)]}};
  set_text(object, "name", node.kind == NodeKind::image ? view.image_name : node.name);
  set_text(object, "locator", row.locator);
  object["range"] = {{"offset", node.range.offset}, {"size", node.range.size}};
  object["size"] = node.size;
  object["sha256"] = node.sha256 ? Json(to_hex(*node.sha256)) : Json();
  object["same_as"] = node.same_as ? Json(*node.same_as) : Json();
  set_text(object, "title", node.title);
  set_text(object, "file_type", node.file_type);
  const auto set = [&](const char* name, const auto& value) {
    if (value) object[name] = *value;
  };
  set("mode", a.mode);
  set("uid", a.uid);
  set("gid", a.gid);
  set("mtime_s", a.mtime_s);
  set("device_major", a.device_major);
  set("device_minor", a.device_minor);
  set("inode", a.inode);
  if (a.link_target) set_text(object, "link_target", *a.link_target);
  if (const auto found = view.regions.find(node.id); found != view.regions.end())
    for (std::size_t kind = 0; kind < found->second.size(); kind++)
      object["bytes"][std::string(region_kind_names[kind])] = found->second[kind];
  return object;
}

}  // namespace

std::string mode_text(NodeKind kind, std::optional<std::uint32_t> mode) {
  constexpr std::string_view types =
      "--"
      "-dlcbps"
      "-";
  std::string text(1, types[static_cast<std::size_t>(kind)]);
  if (!mode) return text == "-" ? text : text + "?????????";  // no format says more
  constexpr std::string_view letters = "rwxrwxrwx";
  for (unsigned bit = 0; bit < 9; bit++)
    text += (*mode >> (8 - bit) & 1U) != 0 ? letters[bit] : '-';
  const auto special = [&](std::uint32_t flag, std::size_t at, char with_x, char without) {
    if ((*mode & flag) != 0) text[at] = text[at] == 'x' ? with_x : without;
  };
  special(04000, 3, 's', 'S');
  special(02000, 6, 's', 'S');
  special(01000, 9, 't', 'T');
  return text;
}

std::string time_text(std::int64_t seconds) {
  constexpr std::int64_t year_9999_end = 253'402'300'799;
  if (seconds < 0 || seconds > year_9999_end) return std::to_string(seconds);
  return fmt::format("{:%Y-%m-%d %H:%M:%S}", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

void print_tree(const CaseView& view, NodeId top, const TreeOptions& options, Output& out) {
  walk(view, top, options, [&](const casefile::CaseNode& row, std::uint32_t level) {
    out.print("{}\n", line_of(view, row.node, level, options, out.paint));
    return !out.reader_gone();
  });
}

void print_tree_json(const CaseView& view, NodeId top, const TreeOptions& options, Output& out) {
  // Written node by node: the document of a large image would take much memory.
  bool first = true;
  walk(view, top, options, [&](const casefile::CaseNode& row, std::uint32_t level) {
    out.write(first ? "[\n" : ",\n");
    out.write(json_as_text(json_of(view, row, level), -1));
    first = false;
    return !out.reader_gone();
  });
  out.write(first ? "[]\n" : "\n]\n");
}

}  // namespace assay::cli
