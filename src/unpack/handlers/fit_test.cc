#include "unpack/handlers/handler_test.h"

namespace assay::unpack {
extern const Handler fit;
namespace {

// A FIT as mkimage(1) makes it: with a kernel, a device tree, all its hashes, and a signature.
Buffer made_by_mkimage(const std::string& options) {
  const testing::TemporaryFolder folder;
  std::ofstream(folder / "image.its") << R"(/dts-v1/;
/ { description = "Two images"; #address-cells = <1>;
  images {
    kernel-1 { description = "The kernel"; data = /incbin/("kernel"); type = "kernel";
      arch = "arm64"; os = "linux"; compression = "gzip"; load = <0x80000000>;
      entry = <0x80000400>;
      hash-1 { algo = "crc32"; }; hash-2 { algo = "md5"; }; hash-3 { algo = "sha1"; };
      hash-4 { algo = "sha256"; }; hash-5 { algo = "sha512"; }; };
    fdt-1 { data = /incbin/("fdt"); type = "flat_dt"; arch = "arm64"; compression = "none";
      hash-1 { algo = "sha256"; }; };
  };
  configurations { default = "conf-1";
    conf-1 { description = "Board"; kernel = "kernel-1"; fdt = "fdt-1";
      signature-1 { algo = "sha256,rsa2048"; key-name-hint = "dev"; sign-images = "kernel"; }; };
  };
};)";
  folder.run(
      "seq 500 >kernel; printf abcde >fdt; mkdir keys; openssl genrsa -out keys/dev.key 2048; "
      "openssl req -batch -new -x509 -key keys/dev.key -out keys/dev.crt; "
      "SOURCE_DATE_EPOCH=1600000000 mkimage -f image.its -k keys " +
      options + " image");
  return testing::file_bytes(folder / "image");
}

TEST(Fit, OpensIntoItsImagesWhoseHashesHold) {
  for (const std::string options : {"", "-E", "-E -p 0x4000"}) {
    Buffer image = made_by_mkimage(options);
    const std::size_t size = image.size();
    image.insert(image.end(), 100, 0xab);
    const auto opened = testing::open(fit, image);
    ASSERT_TRUE(opened) << options << opened.error().detail;
    // mkimage pads what stands behind the tree to a multiple of 4.
    EXPECT_LE(size - opened->probe.size, 3U) << options;
    EXPECT_TRUE(opened->problems.empty()) << options;
    ASSERT_EQ(opened->members.size(), 2U);
    const Member& kernel = *opened->find("kernel-1");
    EXPECT_EQ(as_text(*testing::member_bytes(image, kernel)).substr(0, 6), "1\n2\n3\n");
    EXPECT_EQ(as_text(*testing::member_bytes(image, *opened->find("fdt-1"))), "abcde");
    ASSERT_EQ(kernel.checks.size(), 5U);
    for (const Check& check : kernel.checks)
      EXPECT_EQ(check.state, CheckState::ok) << options << check.name << check.detail;
    EXPECT_EQ(testing::field_of(kernel.header, "load_address"), Value(0x80000000));
    EXPECT_EQ(testing::field_of(kernel.header, "entry"), Value(0x80000400));
    EXPECT_EQ(testing::field_of(kernel.header, "compression"), Value("gzip"));
  }
}

TEST(Fit, TellsOfConfigurationsAndTheirSignatures) {
  const auto opened = testing::open(fit, made_by_mkimage(""));
  ASSERT_TRUE(opened);
  const Fields& header = opened->probe.header;
  EXPECT_EQ(testing::field_of(header, "build_time_s"), Value(1600000000));
  EXPECT_EQ(testing::field_of(header, "default_configuration"), Value("conf-1"));
  EXPECT_EQ(testing::field_of(header, "configuration"),
            Value("conf-1; description: Board; kernel: kernel-1; fdt: fdt-1"));
  EXPECT_EQ(testing::field_of(header, "signature_key"), Value("dev"));
  EXPECT_EQ(opened->probe.checks[0].state, CheckState::absent);
}

TEST(Fit, SaysWhichHashesDoNotHold) {
  Buffer image = made_by_mkimage("");
  const std::size_t at = as_text(image).find("abcde");
  image[at] ^= 1U;
  const auto opened = testing::open(fit, image);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->find("fdt-1")->checks[0].state, CheckState::bad);
  EXPECT_EQ(opened->find("kernel-1")->checks[0].state, CheckState::ok);
}

TEST(Fit, SaysWhichImagesAreCutOff) {
  Buffer image = made_by_mkimage("-E");
  image.resize(image.size() - 100);
  const auto opened = testing::open(fit, image);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.problems[0].code, ErrorCode::truncated);
  EXPECT_TRUE(opened->find("fdt-1")->unreadable || opened->find("kernel-1")->unreadable);
}

TEST(Fit, OpensAFitOfAnotherMaker) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples here";
  const Buffer image = testing::sample_bytes("formats/uboot--fit.itb");
  const auto opened = testing::open(fit, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, image.size());
  EXPECT_EQ(opened->members.size(), 3U);
  EXPECT_EQ(testing::field_of(opened->find("kernel")->header, "architecture"), Value("arm64"));
}

TEST(Fit, SurvivesDamage) { testing::survives_damage(fit, made_by_mkimage("-E")); }

}  // namespace
}  // namespace assay::unpack
