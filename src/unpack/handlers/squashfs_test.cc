// Images that squashfs-tools make at test time, compared name by name with the tree they were made
// of. Vendors' images are in squashfs/vendor_test.cc, damaged ones in squashfs/damage_test.cc.
#include <random>

#include "unpack/squashfs/image_test.h"

namespace assay::unpack {
namespace {

using testing::Entry;

// `size` bytes that do not compress.
std::string noise(std::size_t size, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::string text(size, '\0');
  for (char& c : text) c = static_cast<char>(random());
  return text;
}

std::string prose(std::size_t size, int nth) {
  std::string text;
  while (text.size() < size) text += fmt::format("line {} of file {}\n", text.size(), nth);
  text.resize(size);
  return text;
}

// Every kind of inode, plain and extended, and every way to store a file.
std::vector<Entry> mixed_tree() {
  const auto capability = std::string("\1\0\0\2\0\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20);
  std::vector<Entry> tree = {
      {"bin", NodeKind::directory, 0755, 0, 0, 1'600'000'000, ""},
      {"bin/su", NodeKind::file, 04755, 0, 0, 1'500'000'000, prose(3000, 1)},
      {"bin/wall", NodeKind::file, 02755, 0, 5, 1'500'000'001, prose(140'000, 2)},
      {"bin/sh", NodeKind::symlink, 0777, 0, 0, 1, "su"},
      {"bin/ping",
       NodeKind::file,
       0755,
       0,
       0,
       2,
       prose(90, 3),
       0,
       0,
       {{"security.capability", capability}, {"user.note", "a\nb"}}},
      {"bin/ping6",
       NodeKind::file,
       0755,
       0,
       0,
       2,
       prose(90, 3),
       0,
       0,
       {{"security.capability", capability}, {"user.note", "a\nb"}},
       "bin/ping"},
      {"dev", NodeKind::directory, 0700, 0, 0, 0, "", 0, 0, {{"user.dir", "of devices"}}},
      {"dev/console", NodeKind::char_device, 0600, 0, 0, 3, "", 5, 1},
      {"dev/large", NodeKind::char_device, 0620, 1, 2, 3, "", 300, 70'000},
      {"dev/sda", NodeKind::block_device, 0660, 0, 6, 4, "", 8, 0},
      {"dev/marked", NodeKind::block_device, 0660, 0, 6, 4, "", 8, 255, {{"trusted.x", "1"}}},
      {"dev/pipe", NodeKind::fifo, 0666, 9, 9, 5, ""},
      {"tmp", NodeKind::directory, 01777, 65'534, 65'534, 4'000'000'000, ""},
      {"tmp/empty", NodeKind::file, 0, 2'000'000, 1'999'999, 6, ""},
      {"tmp/noise", NodeKind::file, 0777, 3, 4, 7, noise(150'000, 1)},
      {"tmp/two\nlines", NodeKind::file, 0644, 0, 0, 8, "newline"},
      {"tmp/\033[31mred", NodeKind::file, 0644, 0, 0, 9, "escape"},
      {"tmp/not\xff\xfeutf8", NodeKind::file, 0644, 0, 0, 10, "bytes"},
      {"tmp/ space and \\", NodeKind::symlink, 0777, 1, 1, 11, "\xff/../ \n"},
      {"tmp/sparse", NodeKind::file, 0644, 0, 0, 12,
       prose(131'072, 4) + std::string(400'000, '\0') + prose(70'000, 5)},
      {"tmp/zeros", NodeKind::file, 0644, 0, 0, 13, std::string(1'000'000, '\0')},
      {"tmp/block", NodeKind::file, 0644, 0, 0, 14, prose(131'072, 6)},
  };
  const std::string value = prose(3000, 7);  // is stored once, elsewhere
  for (int i = 0; i < 3; i++)
    tree.push_back({fmt::format("tmp/x{}", i),
                    NodeKind::file,
                    0644,
                    0,
                    0,
                    15,
                    prose(10, i),
                    0,
                    0,
                    {{"user.long", value}, {"user.own", fmt::format("{}", i)}}});
  tree.push_back({"a", NodeKind::directory, 0755, 0, 0, 16, ""});
  std::string path = "a";
  for (int depth = 0; depth < 30; depth++) {
    path += "/d";
    tree.push_back({path, NodeKind::directory, 0755, 0, 0, 17, ""});
  }
  return tree;
}

class SquashfsMade : public ::testing::TestWithParam<const char*> {};

TEST_P(SquashfsMade, HoldsTheTreeItWasMadeOf) {
  const auto tree = mixed_tree();
  testing::expect_tree(testing::make_image(tree, std::string("-nopad ") + GetParam()), tree);
}

INSTANTIATE_TEST_SUITE_P(
    Options, SquashfsMade,
    ::testing::Values("-comp gzip", "-comp lzma", "-comp xz", "-comp lzo", "-comp lz4",
                      "-comp zstd", "-comp gzip -b 4096", "-comp xz -b 1M -Xbcj x86",
                      "-comp lz4 -Xhc -b 8192", "-comp lzo -Xalgorithm lzo1x_1 -b 64K",
                      "-comp zstd -Xcompression-level 3 -b 16K", "-comp gzip -Xwindow-size 9",
                      "-noI -noD -noF -noX", "-noI", "-noD", "-noF", "-noX",
                      "-noI -noD -noX -comp xz", "-no-fragments -b 32K", "-no-tailends",
                      "-no-sparse", "-no-duplicates", "-noIdTableCompression"));

TEST(Squashfs, ReadsADirectoryOfThousands) {
  std::vector<Entry> tree = {{"d", NodeKind::directory, 0755, 1, 1, 1, ""}};
  for (int i = 0; i < 3000; i++)
    tree.push_back({fmt::format("d/a file with a long name, number {}", i), NodeKind::file, 0600,
                    static_cast<std::uint32_t>(i % 300), 2, i, fmt::format("{}", i % 100)});
  testing::expect_tree(testing::make_image(tree, "-nopad -b 4096"), tree);
}

TEST(Squashfs, ReadsAnEmptyOne) {
  for (const char* options : {"-nopad", "-nopad -comp xz", "-nopad -noI"})
    testing::expect_tree(testing::make_image({}, options), {});
}

TEST(Squashfs, EndsBeforeThePadding) {
  const Buffer image = testing::make_image({}, "");
  EXPECT_EQ(image.size(), 4096U);
  const auto opened = testing::open(squashfs, image);
  ASSERT_TRUE(opened);
  EXPECT_LT(opened->probe.size, 500U);
}

TEST(Squashfs, ReadsASocketWithinOtherBytes) {
  const testing::TemporaryFolder folder;
  folder.run(
      "mkdir empty && mksquashfs empty image -p 'sock i 640 5 6 s' -p 's d 700 1 2' "
      "-p 's/deep f 600 3 4 printf deep' -nopad -no-progress -no-exports "
      "-root-mode 1750 -root-uid 70000 -root-gid 8");
  Buffer node = {1, 2, 3};
  const Buffer image = testing::file_bytes(folder / "image");
  node.insert(node.end(), image.begin(), image.end());
  node.resize(node.size() + 1000);
  const auto opened = testing::open(squashfs, node, 3);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.size, image.size());
  EXPECT_EQ(opened->members[0].attributes.mode, 01750U);
  EXPECT_EQ(opened->members[0].attributes.uid, 70'000U);
  const Member* socket = opened->find("sock");
  ASSERT_NE(socket, nullptr);
  EXPECT_EQ(socket->kind, NodeKind::socket);
  EXPECT_EQ(socket->attributes.mode, 0640U);
  EXPECT_EQ(socket->attributes.gid, 6U);
  EXPECT_EQ(*testing::Contents(image).read(*opened->find("s/deep")), "deep");
  // Directories come before what is in them, and siblings in stored order.
  std::vector<std::string> names;
  for (const Member& member : opened->members) names.push_back(member.name);
  EXPECT_EQ(names, (std::vector<std::string>{".", "s", "s/deep", "sock"}));
}

TEST(Squashfs, SaysWhatTheHeaderSays) {
  const Buffer image =
      testing::make_image({{"f", NodeKind::file, 0644, 1, 2, 3, "x"}},
                          "-nopad -comp xz -b 64K -Xdict-size 32K -mkfs-time 1700000000");
  const auto probe = testing::probe_at(squashfs, image);
  ASSERT_TRUE(probe);
  EXPECT_EQ(probe->title, "SquashFS 4.0, xz, 2 inodes");
  const auto header = [&](std::string_view name) {
    for (const Field& field : probe->header)
      if (field.name == name) return field.value;
    return Value();
  };
  EXPECT_EQ(header("version"), Value("4.0"));
  EXPECT_EQ(header("byte_order"), Value("little"));
  EXPECT_EQ(header("codec"), Value("xz"));
  EXPECT_EQ(header("block_size"), Value(65'536));
  EXPECT_EQ(header("inodes"), Value(2));
  EXPECT_EQ(header("created_s"), Value(1'700'000'000));
  EXPECT_EQ(header("bytes_used"), Value(static_cast<std::int64_t>(image.size())));
  EXPECT_EQ(header("id_count"), Value(3));
  EXPECT_EQ(header("xz_dictionary_size"), Value(32'768));
}

}  // namespace
}  // namespace assay::unpack
