#include "report/binaries.h"

#include <fmt/core.h>

#include <algorithm>

namespace assay::report {
namespace {

constexpr int links_max = 8;

std::optional<bool> flag(const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  if (number == nullptr) return std::nullopt;
  return *number != 0;
}

std::string text(const Value& value) {
  const auto* found = std::get_if<std::string>(&value);
  return found == nullptr ? "" : *found;
}

bool is_member(const Node& node) {
  return node.kind != NodeKind::image && node.kind != NodeKind::chunk && node.kind != NodeKind::gap;
}

// "/usr/sbin" and "../bin/x" as "/usr/bin/x".
std::string joined(const std::string& folder, const std::string& target) {
  std::vector<std::string> names;
  const auto add = [&](std::string_view path) {
    for (std::size_t start = 0; start < path.size();) {
      const std::size_t end = std::min(path.find('/', start), path.size());
      const std::string_view name = path.substr(start, end - start);
      start = end + 1;
      if (name == ".." && !names.empty()) names.pop_back();
      if (!name.empty() && name != "." && name != "..") names.emplace_back(name);
    }
  };
  if (!target.starts_with('/')) add(folder);
  add(target);
  std::string path;
  for (const std::string& name : names) path += "/" + name;
  return path;
}

}  // namespace

Result<Binaries> Binaries::load(const casefile::Case& file, const Content& content) {
  Binaries all(content);
  for (const Node& node : content.nodes)
    if (is_member(node) && node.parent != no_node)
      all.members_.try_emplace({node.parent, joined("", node.name)}, node.id);
  const casefile::Rows rows = TRY(file.query(
      "SELECT node, machine, class, pie, nx, relro, canary FROM elf WHERE type IN ('executable', "
      "'shared') ORDER BY id"));
  for (const auto& row : rows.rows) {
    const auto* node = std::get_if<std::int64_t>(&row[0]);
    if (node == nullptr || *node < 0 || *node >= no_node) continue;
    Binary binary;
    binary.architecture = fmt::format("{} {} bit", text_of(row[1]), text_of(row[2]));
    binary.pie = flag(row[3]);
    binary.nx = flag(row[4]);
    binary.relro = text(row[5]);
    binary.canary = flag(row[6]);
    all.elf_.try_emplace(static_cast<NodeId>(*node), std::move(binary));
  }
  return all;
}

const Node* Binaries::member(NodeId container, const std::string& path) const {
  const auto found = members_.find({container, path});
  return found == members_.end() ? nullptr : &content_->nodes[found->second];
}

const Node* Binaries::follow(NodeId container, std::string path) const {
  for (int i = 0; i < links_max; i++) {
    const Node* node = member(container, path);
    if (node == nullptr || node->kind != NodeKind::symlink) return node;
    if (!node->attributes.link_target) return nullptr;
    path = joined(path.substr(0, path.rfind('/')), *node->attributes.link_target);
  }
  return nullptr;
}

std::optional<Binary> Binaries::find(const std::string& program, NodeId from) const {
  if (program.empty() || from >= content_->nodes.size()) return std::nullopt;
  const NodeId container = content_->nodes[from].parent;
  const Node* node = nullptr;
  if (program.find('/') != std::string::npos) {
    node = follow(container, joined("", program));
  } else {
    for (const char* folder :
         {"/sbin", "/bin", "/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"}) {
      node = follow(container, fmt::format("{}/{}", folder, program));
      if (node != nullptr) break;
    }
  }
  if (node == nullptr || node->kind != NodeKind::file) return std::nullopt;
  Binary binary;
  if (const auto elf = elf_.find(node->same_as.value_or(node->id)); elf != elf_.end())
    binary = elf->second;
  binary.path = joined("", node->name);
  return binary;
}

}  // namespace assay::report
