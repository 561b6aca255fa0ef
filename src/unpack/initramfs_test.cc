// Initial file systems as distributions and kernel builds lay them out.
#include <gtest/gtest.h>

#include "unpack/scan_test.h"

namespace assay::unpack {
namespace {

using testing::find;
using testing::scan_file;
using testing::TemporaryFolder;

constexpr const char* make_parts =
    "mkdir -p early/kernel/x86/microcode main/etc && "
    "head -c 5000 /usr/bin/python3 >early/kernel/x86/microcode/GenuineIntel.bin && "
    "echo 'a needle' >main/etc/file && "
    "(cd early && find . | cpio -o -H newc --quiet) >early.cpio && "
    "(cd main && find . | cpio -o -H newc --quiet) >main.cpio && ";

TEST(Initramfs, MicrocodeInFrontAndPackedFilesBehind) {
  for (const std::string pack : {"gzip -nc", "xz -c --check=crc32", "zstd -qc", "lz4 -lqc",
                                 "bzip2 -c", "lzma -c", "lzop -c", "cat"}) {
    const TemporaryFolder folder;
    folder.run(make_parts + pack + " main.cpio >packed && cat early.cpio packed >initramfs");
    const Tree tree = scan_file(folder / "initramfs");
    testing::expect_partitions(tree);
    EXPECT_EQ(std::ranges::count(tree.nodes, "cpio", &Node::name), 2) << pack;
    const Node* file = find(tree, "etc/file");
    ASSERT_NE(file, nullptr) << pack;
    EXPECT_EQ(file->facts.size(), 1U);
    EXPECT_NE(find(tree, "kernel/x86/microcode/GenuineIntel.bin"), nullptr);
    for (const Region& region : tree.nodes[0].regions)
      EXPECT_NE(region.kind, RegionKind::unknown) << pack << region.range.offset;
  }
}

TEST(Initramfs, OneAmongTheDataOfAKernel) {
  for (const std::string pack : {"gzip -nc", "xz -c --check=crc32", "cat"}) {
    const TemporaryFolder folder;
    folder.run(make_parts + pack +
               " main.cpio >packed && head -c 300001 /usr/bin/python3 | tail -c 299000 >code && "
               "cat code packed code >kernel");
    const Tree tree = scan_file(folder / "kernel");
    const Node* file = find(tree, "etc/file");
    ASSERT_NE(file, nullptr) << pack;
    EXPECT_EQ(file->facts.size(), 1U);
  }
}

}  // namespace
}  // namespace assay::unpack
