// FIT, U-Boot's flattened image tree: a device tree (see unpack/flat_tree.h) that holds images.
//
//   /images/NAME           description, type, arch, os, compression, load, entry
//     data                 the image's bytes; or, where they stand behind the tree:
//     data-size, data-offset    from the tree's end, rounded up to 4
//     data-size, data-position  from the tree's start
//     /hash-N              algo, value: a digest of the bytes
//     /signature-N         algo, key-name-hint, value: a signature of the bytes
//   /configurations/NAME   kernel, fdt, ramdisk, ...: names of images; default: which one
//     /signature-N         a signature of the configuration and the hashes of its images
//
// A hash proves that bytes are whole; only a signature, checked with a key from elsewhere, says who
// made them. The keys are not in the FIT, so signatures are told and not checked.
//
// Source: U-Boot, doc/usage/fit/source_file_format.rst and signature.rst.
#include <fmt/core.h>

#include <algorithm>

#include "base/checksum.h"
#include "base/digest.h"
#include "base/quote.h"
#include "unpack/checks.h"
#include "unpack/flat_tree.h"
#include "unpack/handler.h"

namespace assay::unpack {
namespace {

struct Image {
  std::size_t node = 0;
  Range data;  // of the FIT, as stated
};

std::vector<Image> images_of(const FlatTree& tree) {
  std::vector<Image> images;
  const auto parent = tree.child(0, "images");
  if (!parent) return images;
  for (const std::size_t node : tree.children(*parent)) {
    if (const auto data = tree.find(node, "data")) {
      images.push_back({node, *data});
      continue;
    }
    const auto size = tree.number(node, "data-size");
    const auto offset = tree.number(node, "data-offset");
    const auto position = tree.number(node, "data-position");
    if (!size || (!offset && !position)) continue;
    constexpr std::uint64_t stated_max = 1ULL << 40U;
    const std::uint64_t start = position ? *position : (tree.size() + 3) / 4 * 4 + *offset;
    if (*size < stated_max && start < stated_max && offset.value_or(0) < stated_max)
      images.push_back({node, {start, *size}});
  }
  return images;
}

// The text of each named property that is there, as a header field.
void add_texts(const FlatTree& tree, std::size_t node,
               std::initializer_list<std::pair<std::string_view, std::string_view>> names,
               Fields& fields) {
  for (const auto& [property, field] : names)
    if (const auto text = tree.text(node, property))
      fields.push_back({std::string(field), std::string(*text)});
}

Check check_hash(const FlatTree& tree, std::size_t node, Bytes data) {
  const std::string algorithm(tree.text(node, "algo").value_or(""));
  const std::string name = quote(algorithm, 32);
  const auto value = tree.find(node, "value");
  if (!value) return absent_check(name, "no value is stated");
  const Bytes stated = tree.bytes().subspan(value->offset, value->size);
  if (algorithm == "crc32") {
    const std::uint32_t crc = crc32(data);
    std::uint8_t computed[4];
    for (std::size_t i = 0; i < 4; i++)
      computed[i] = static_cast<std::uint8_t>(crc >> (24 - 8 * i));
    return compare_digest(name, stated, computed);
  }
  const auto computed = digest_by(algorithm, {data});
  if (!computed) return absent_check(name, computed.error().detail);
  return compare_digest(name, stated, *computed);
}

void add_signature(const FlatTree& tree, std::size_t node, Fields& fields,
                   std::vector<Check>& checks) {
  add_texts(tree, node,
            {{"algo", "signature_algorithm"},
             {"key-name-hint", "signature_key"},
             {"required", "signature_required"},
             {"sign-images", "signature_covers"}},
            fields);
  checks.push_back(absent_check("signature", tree.find(node, "value")
                                                 ? "the public key is not in the image"
                                                 : "no value is stated"));
}

// Hashes and signatures under an image's node.
void add_checks(const FlatTree& tree, std::size_t node, Bytes data, Member& member) {
  for (const std::size_t child : tree.children(node)) {
    const std::string_view name = tree.nodes()[child].name;
    if (name.starts_with("hash")) member.checks.push_back(check_hash(tree, child, data));
    if (name.starts_with("signature")) add_signature(tree, child, member.header, member.checks);
  }
}

std::string configuration_text(const FlatTree& tree, std::size_t node) {
  std::string text(tree.nodes()[node].name);
  for (const std::string_view property :
       {"description", "kernel", "fdt", "ramdisk", "firmware", "loadables", "fpga", "script"}) {
    const std::string names = tree.text_list(node, property);
    if (!names.empty()) text += fmt::format("; {}: {}", property, names);
  }
  return text;
}

void add_configurations(const FlatTree& tree, Probe& probe) {
  const auto parent = tree.child(0, "configurations");
  if (!parent) return;
  add_texts(tree, *parent, {{"default", "default_configuration"}}, probe.header);
  for (const std::size_t node : tree.children(*parent)) {
    probe.header.push_back({"configuration", configuration_text(tree, node)});
    for (const std::size_t child : tree.children(node))
      if (tree.nodes()[child].name.starts_with("signature"))
        add_signature(tree, child, probe.header, probe.checks);
  }
}

Result<Probe> probe(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  const FlatTree tree = TRY(FlatTree::read(tail));
  if (!tree.is_fit()) return fail(ErrorCode::corrupt, "no /images with data");
  Probe probe;
  const std::vector<Image> images = images_of(tree);
  std::uint64_t end = tree.size();
  for (const Image& image : images) end = std::max(end, image.data.end());
  set_size(probe, end, tail.size());
  probe.confidence = Confidence::proven;
  add_texts(tree, 0, {{"description", "description"}}, probe.header);
  if (const auto time = tree.number(0, "timestamp"))
    probe.header.push_back({"build_time_s", static_cast<std::int64_t>(*time)});
  add_configurations(tree, probe);
  probe.title = fmt::format("FIT \"{}\", {} images",
                            quote(tree.text(0, "description").value_or(""), 128), images.size());
  return probe;
}

// All of the tree but the images' bytes in it.
void claim_tree(const FlatTree& tree, std::vector<Image> images, Sink& sink) {
  std::ranges::sort(images, {}, [](const Image& image) { return image.data.offset; });
  std::uint64_t at = tree.structure().offset;
  for (const Image& image : images) {
    if (image.data.offset < at || image.data.end() > tree.structure().end()) continue;
    sink.claim({at, image.data.offset - at}, "structure");
    at = image.data.end();
  }
  sink.claim({at, tree.structure().end() - at}, "structure");
  sink.claim(tree.header(), "header");
  sink.claim(tree.reservations(), "memory reservations");
  sink.claim(tree.strings(), "strings");
}

Result<void> expand(Bytes chunk, const Probe&, Sink& sink) {
  const FlatTree tree = TRY(FlatTree::read(chunk));
  const std::vector<Image> images = images_of(tree);
  claim_tree(tree, images, sink);
  for (const Image& image : images) {
    Member member;
    member.name = tree.nodes()[image.node].name;
    member.title = quote(tree.text(image.node, "description").value_or(""), 256);
    add_texts(tree, image.node,
              {{"description", "description"},
               {"type", "image_type"},
               {"arch", "architecture"},
               {"os", "os"},
               {"compression", "compression"}},
              member.header);
    for (const auto& [property, field] :
         {std::pair("load", "load_address"), std::pair("entry", "entry")})
      if (const auto number = tree.number(image.node, property))
        member.header.push_back({field, static_cast<std::int64_t>(*number)});
    const auto data = slice(chunk, image.data);
    if (!data) {
      sink.problem(data.error(), {});
      member.unreadable = data.error();
    } else {
      add_checks(tree, image.node, *data, member);
      member.content = Content::plain(image.data);
    }
    TRY(sink.add(std::move(member)));
  }
  return {};
}

constexpr Magic magics[] = {{"d0 0d fe ed"}};

}  // namespace

extern const Handler fit = {
    .id = "fit",
    .title = "U-Boot FIT image",
    .source = "U-Boot, doc/usage/fit/source_file_format.rst",
    .magics = magics,
    .recheck = "dumpimage -l {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
