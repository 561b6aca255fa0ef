// The superblock with which dm-verity's hash tree begins: which hash, over how many blocks, with
// which salt. The root hash is not in it: it stands in a command line, a table or a signature.
//
//   0   8  "verity\0\0"                  8   4  1: version         12  4  type of the tree
//   16 16  UUID                          32  32  name of the hash, NUL-padded
//   64  4  size of a data block          68  4  of a hash block    72  8  count of data blocks
//   80  2  size of the salt              88 256 salt
//
// Source: cryptsetup, docs/ "DMVerity" (on-disk format); Linux, device-mapper/verity.
#include <algorithm>

#include "base/endian.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view words[] = {"verity\0\0\1\0\0\0"sv};
constexpr std::uint64_t superblock_size = 512;
constexpr std::size_t superblocks_max = 64;  // of one content

bool is_block_size(std::uint32_t size) {
  return size >= 512 && size <= 65536 && (size & (size - 1)) == 0;
}

void read_content(const Leaf& leaf, Reading& out) {
  for (const Hit& hit : leaf.hits) {
    const auto block = slice(leaf.bytes, {hit.offset, superblock_size});
    if (!block || out.facts.size() >= superblocks_max) continue;
    const std::uint32_t data_size = read<le32>(*block, 64).value();
    const std::uint32_t hash_size = read<le32>(*block, 68).value();
    const std::uint64_t count = read<le64>(*block, 72).value();
    std::string_view name = as_text(*block).substr(32, 32);
    name = name.substr(0, name.find('\0'));
    const bool named = !name.empty() && std::ranges::all_of(name, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
    if (!named || !is_block_size(data_size) || !is_block_size(hash_size) || count == 0) continue;
    Fact fact("boot_check", {hit.offset, superblock_size}, "superblock of dm-verity");
    fact.set("kind", "dm-verity").set("name", "superblock");
    fact.set("value", std::string(name) + ", " + std::to_string(count) + " blocks of " +
                          std::to_string(data_size) + " bytes");
    out.facts.push_back(std::move(fact));
  }
}

}  // namespace

extern const Reader verity_superblock = {
    .id = "verity_superblock",
    .title = "Superblocks of dm-verity",
    .source = "cryptsetup, DMVerity; Linux, device-mapper/verity",
    .words = words,
    .read_content = read_content,
};

}  // namespace assay::readers
