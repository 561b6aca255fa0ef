// Real images: of every SquashFS in ../shared/samples all names are read, and of one in each
// dialect all bytes. Some that stock unsquashfs reads are compared with what it says, attribute by
// attribute and byte by byte.
#include <cstdlib>

#include "unpack/squashfs/image_test.h"

namespace assay::unpack {
namespace {

enum class Depth { names, bytes, compared };

struct Sample {
  const char* file;       // under ../shared/samples
  const char* member;     // of a zip; null: `file` is the image
  std::uint64_t offset;   // of the SquashFS
  std::uint64_t entries;  // that it holds, its root included
  const char* codec;
  Depth depth;
  const char* program;  // a file that must be an ELF file; null in the small samples
};

constexpr Sample list[] = {
    {"vendor/dlink-dir-815-1.01.zip", "*.bin", 0xf008c, 1526, "lzma_props", Depth::names,
     "bin/busybox"},
    {"vendor/linksys-wrt54g-v4-4.21.5.bin", nullptr, 0xab0f4, 502, "zlib", Depth::compared,
     "bin/busybox"},
    {"vendor/netgear-wnr2000v5-1.0.0.18.zip", "*.img", 0xd0080, 1140, "lzma_alone", Depth::names,
     "bin/busybox"},
    {"vendor/netgear-wnr2000v5-1.0.0.28.zip", "*.img", 0xd0080, 1143, "lzma_alone", Depth::names,
     "bin/busybox"},
    {"vendor/netgear-wnr2000v5-1.0.0.78.zip", "*.img", 0xd0080, 1150, "lzma_alone", Depth::compared,
     "bin/busybox"},
    {"vendor/openwrt-18.06.9-tl-wr841-v7-factory.bin", nullptr, 0x14fbc8, 1138, "xz",
     Depth::compared, "bin/busybox"},
    {"vendor/tplink-tl-wr841n-v14-eu-tampered.bin", nullptr, 0x100200, 768, "xz", Depth::names,
     "bin/busybox"},
    {"vendor/tplink-tl-wr841n-v14-eu.bin", nullptr, 0x100200, 552, "xz", Depth::names,
     "bin/busybox"},
    {"vendor/tplink-tl-wr940n-v4-160617.zip", "*.bin", 0x120200, 584, "lzma_props", Depth::bytes,
     "bin/busybox"},
    {"vendor/trendnet-tew-632brp-1.10b32.zip", "*.bin", 0x100000, 571, "lzma_headerless",
     Depth::bytes, "bin/busybox"},
    {"formats/broadcom--broadcom-sao.bin", nullptr, 0x1bc, 3, "xz", Depth::compared, nullptr},
    {"formats/draytek_vigor_167--valid_draytekvigor167_image.bin", nullptr, 0x100, 4, "zlib",
     Depth::compared, nullptr},
    {"formats/squashFS--avm_be.sqfs4", nullptr, 0, 5, "xz", Depth::bytes, nullptr},
    {"formats/squashFS--gzip.sqfs", nullptr, 0, 5, "zlib", Depth::compared, nullptr},
    {"formats/squashFS--lzma.sqfs", nullptr, 0, 5, "lzma_alone", Depth::compared, nullptr},
    {"formats/squashFS--lzma1_le.sqfs3", nullptr, 0, 5, "lzma_headerless", Depth::bytes, nullptr},
    {"formats/squashFS--lzma_le.sqfs2", nullptr, 0, 5, "lzma_headerless", Depth::bytes, nullptr},
    {"formats/squashFS--xz.sqfs", nullptr, 0, 5, "xz", Depth::compared, nullptr},
    {"formats/squashFS--zlib_le.sqfs3", nullptr, 0, 5, "zlib", Depth::compared, nullptr},
};

std::string header_text(const Probe& probe, std::string_view name) {
  for (const Field& field : probe.header)
    if (field.name == name) return std::get<std::string>(field.value);
  return "";
}

Buffer sample_bytes(const Sample& sample, const testing::TemporaryFolder& folder) {
  const auto file = testing::samples() / sample.file;
  if (sample.member == nullptr) return testing::file_bytes(file);
  folder.run(fmt::format("unzip -p '{}' '{}' >unzipped", file.string(), sample.member));
  return testing::file_bytes(folder / "unzipped");
}

void PrintTo(const Sample& sample, std::ostream* out) { *out << sample.file; }

class SquashfsVendor : public ::testing::TestWithParam<Sample> {};

TEST_P(SquashfsVendor, IsReadWhole) {
  const Sample& sample = GetParam();
  if (!std::filesystem::exists(testing::samples() / sample.file))
    GTEST_SKIP() << "no ../shared/samples/" << sample.file;
  const testing::TemporaryFolder folder;
  const Buffer node = sample_bytes(sample, folder);
  ASSERT_GT(node.size(), sample.offset);
  const auto opened = testing::open(squashfs, node, sample.offset);
  ASSERT_TRUE(opened) << opened.error().detail;
  for (const Problem& problem : opened->problems) ADD_FAILURE() << problem.sentence;
  EXPECT_EQ(opened->probe.confidence, Confidence::consistent);
  EXPECT_EQ(header_text(opened->probe, "codec"), sample.codec);
  EXPECT_EQ(opened->members.size(), sample.entries);
  EXPECT_EQ(testing::unclaimed(*opened), 0U);
  const Bytes chunk = Bytes(node).subspan(sample.offset, opened->probe.size);
  fmt::print("  {}: {} entries; {}\n", sample.file, opened->members.size(), opened->probe.title);

  testing::Contents contents(chunk);
  std::map<std::string, std::string> texts;
  for (const Member& member : opened->members) {
    const bool is_wanted = sample.depth != Depth::names ||
                           (sample.program != nullptr && member.name == sample.program);
    if (member.kind != NodeKind::file || !is_wanted) continue;
    auto text = contents.read(member);
    ASSERT_TRUE(text) << member.name << ": " << text.error().detail;
    texts[member.name] = *std::move(text);
  }
  if (sample.program != nullptr) {
    EXPECT_EQ(texts[sample.program].substr(0, 4),
              "\x7f"
              "ELF");
  }
  if (sample.depth != Depth::compared) return;
  std::ofstream(folder / "image", std::ios::binary) << as_text(chunk);
  folder.run("unsquashfs -quiet -no-progress -pf said image");
  testing::expect_as_said(*opened, texts, as_text(testing::file_bytes(folder / "said")));
}

INSTANTIATE_TEST_SUITE_P(Samples, SquashfsVendor, ::testing::ValuesIn(list));

// The small samples of one tree in seven dialects agree with each other.
TEST(SquashfsSamples, OfOneTreeAgree) {
  const auto folder = testing::samples() / "formats";
  if (testing::samples().empty()) GTEST_SKIP() << "no ../shared/samples";
  std::map<std::string, std::string> first;
  for (const char* name : {"gzip.sqfs", "avm_be.sqfs4", "lzma.sqfs", "lzma1_le.sqfs3",
                           "lzma_le.sqfs2", "xz.sqfs", "zlib_le.sqfs3"}) {
    SCOPED_TRACE(name);
    const Buffer image = testing::file_bytes(folder / (std::string("squashFS--") + name));
    const auto opened = testing::open(squashfs, image);
    ASSERT_TRUE(opened);
    testing::Contents contents(image);
    std::map<std::string, std::string> texts;
    for (const Member& member : opened->members)
      texts[member.name] = member.kind == NodeKind::file ? contents.read(member).value() : "";
    if (first.empty()) first = texts;
    EXPECT_EQ(texts, first);
  }
}

}  // namespace
}  // namespace assay::unpack
