#include "unpack/handlers/handler_test.h"

namespace assay::unpack {
extern const Handler device_tree;
namespace {

// A tree as dtc(1) makes it.
Buffer compiled(const std::string& source, const std::string& options = "") {
  const testing::TemporaryFolder folder;
  std::ofstream(folder / "tree.dts") << "/dts-v1/;\n" << source;
  folder.run("dtc -q " + options + " -I dts -O dtb -o tree.dtb tree.dts");
  return testing::file_bytes(folder / "tree.dtb");
}

Buffer board() {
  return compiled(R"(
/memreserve/ 0x1000 0x2000;
/ { model = "Acme R1"; compatible = "acme,r1", "mediatek,mt7621";
    chosen { bootargs = "console=ttyS0 init=/bin/sh"; };
    signature { key-dev { key-name-hint = "dev"; algo = "sha256,rsa2048"; required = "conf"; }; };
    soc { uart@1e000c00 { reg = <0x1e000c00 0x100>; }; }; };)");
}

TEST(DeviceTree, SaysWhatTheBoardIs) {
  Buffer image = board();
  const std::size_t size = image.size();
  image.insert(image.end(), 100, 0xab);
  const auto opened = testing::open(device_tree, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, size);
  const Fields& header = opened->probe.header;
  EXPECT_EQ(testing::field_of(header, "model"), Value("Acme R1"));
  EXPECT_EQ(testing::field_of(header, "compatible"), Value("acme,r1, mediatek,mt7621"));
  EXPECT_EQ(testing::field_of(header, "boot_arguments"), Value("console=ttyS0 init=/bin/sh"));
  EXPECT_EQ(testing::field_of(header, "node_count"), Value(6));
  EXPECT_EQ(testing::field_of(header, "key_name"), Value("dev"));
  EXPECT_EQ(testing::field_of(header, "key_required"), Value("conf"));
}

TEST(DeviceTree, ReadsVersion16) {
  const auto opened = testing::open(device_tree, compiled("/ { model = \"old\"; };", "-V 16"));
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(testing::field_of(opened->probe.header, "version"), Value(16));
}

TEST(DeviceTree, IsNotTakenForOneThatIsAFit) {
  EXPECT_FALSE(testing::open(device_tree, compiled("/ { images { a { data = \"x\"; }; }; };")));
}

TEST(DeviceTree, IsNotTakenForOneWithoutAnEnd) {
  Buffer image = board();
  std::fill(image.begin() + 100, image.begin() + 200, std::uint8_t{0});
  EXPECT_FALSE(testing::open(device_tree, image));
}

TEST(DeviceTree, SurvivesDamage) { testing::survives_damage(device_tree, board()); }

}  // namespace
}  // namespace assay::unpack
