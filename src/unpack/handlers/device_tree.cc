// A flattened device tree (DTB): what a boot loader tells a kernel of the board. A tree that is a
// FIT image is left to the handler `fit`.
//
// Source: Devicetree Specification v0.4, chapters 2, 3 and 5.
#include <fmt/core.h>

#include "base/quote.h"
#include "unpack/flat_tree.h"
#include "unpack/handler.h"

namespace assay::unpack {
namespace {

// The public keys that U-Boot carries in its own tree, to check FIT images with.
void add_keys(const FlatTree& tree, Fields& fields) {
  const auto signature = tree.child(0, "signature");
  if (!signature) return;
  for (const std::size_t key : tree.children(*signature)) {
    const auto text = [&](std::string_view property) {
      return std::string(tree.text(key, property).value_or(""));
    };
    fields.push_back({"key_name", text("key-name-hint")});
    fields.push_back({"key_algorithm", text("algo")});
    fields.push_back({"key_required", text("required")});
  }
}

Result<Probe> probe(const Candidate& candidate) {
  const FlatTree tree = TRY(FlatTree::read(candidate.tail()));
  if (tree.is_fit()) return fail(ErrorCode::corrupt, "a FIT image");
  Probe probe;
  probe.size = tree.size();
  probe.confidence = Confidence::consistent;
  const std::string model(tree.text(0, "model").value_or(""));
  probe.header = {{"version", tree.version()},
                  {"model", model},
                  {"compatible", tree.text_list(0, "compatible")},
                  {"node_count", static_cast<std::int64_t>(tree.nodes().size())}};
  if (const auto chosen = tree.child(0, "chosen"))
    if (const auto arguments = tree.text(*chosen, "bootargs"))
      probe.header.push_back({"boot_arguments", std::string(*arguments)});
  add_keys(tree, probe.header);
  probe.title =
      fmt::format("device tree, model \"{}\", {} nodes", quote(model, 128), tree.nodes().size());
  return probe;
}

Result<void> expand(Bytes chunk, const Probe&, Sink& sink) {
  const FlatTree tree = TRY(FlatTree::read(chunk));
  sink.claim(tree.header(), "header");
  sink.claim(tree.reservations(), "memory reservations");
  sink.claim(tree.structure(), "structure");
  sink.claim(tree.strings(), "strings");
  return {};
}

constexpr Magic magics[] = {{"d0 0d fe ed"}};

}  // namespace

extern const Handler device_tree = {
    .id = "device_tree",
    .title = "device tree blob",
    .source = "Devicetree Specification v0.4",
    .magics = magics,
    .recheck = "dtc -I dtb -O dts {input}",
    .is_leaf = true,
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
