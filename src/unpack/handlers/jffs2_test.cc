#include "base/checksum.h"
#include "unpack/handlers/tree_test.h"

namespace assay::unpack {
extern const Handler jffs2;
namespace {

// One tree, packed by mkfs.jffs2 in both byte orders and with each of its compressors.
struct Packed {
  testing::TemporaryFolder folder;
  std::string listing;
};

const Packed& packed() {
  static const auto* packed = [] {
    auto* p = new Packed;
    testing::pack_tree(p->folder, R"(
mkfs.jffs2 -r tree -l -e 64KiB -o little.img
mkfs.jffs2 -r tree -b -e 64KiB --pad -o big.img
mkfs.jffs2 -r tree -l -e 16KiB -n -m none -o none.img
mkfs.jffs2 -r tree -l -x lzo -x rtime -X zlib -o zlib.img
mkfs.jffs2 -r tree -b -x zlib -x rtime -X lzo -o lzo.img
mkfs.jffs2 -r tree -l -x zlib -x lzo -X rtime -o rtime.img
sumtool -i big.img -o summed.img -b -e 64KiB)");
    p->listing = testing::text_of(p->folder / "listing");
    return p;
  }();
  return *packed;
}

// mkfs.jffs2 writes no node of the root directory, so nothing says what its attributes are.
std::string without_root(const std::string& listing) {
  std::string kept;
  std::size_t at = 0;
  while (at < listing.size()) {
    const std::size_t end = listing.find('\n', at) + 1;
    if (listing.substr(at, 2) != ".|") kept += listing.substr(at, end - at);
    at = end;
  }
  return kept;
}

TEST(Jffs2, OpensWhatMkfsPacked) {
  for (const std::string name : {"little", "big", "none", "zlib", "lzo", "rtime", "summed"}) {
    const Buffer image = testing::file_bytes(packed().folder / (name + ".img"));
    const auto opened = testing::open(jffs2, image);
    ASSERT_TRUE(opened) << name << opened.error().detail;
    EXPECT_EQ(opened->probe.size, image.size()) << name;
    EXPECT_EQ(opened->probe.confidence, Confidence::proven);
    EXPECT_TRUE(opened->problems.empty()) << name << opened->problems[0].sentence;
    EXPECT_EQ(without_root(testing::listing_of(image, *opened)), without_root(packed().listing))
        << name;
  }
}

TEST(Jffs2, EndsWithTheEraseBlock) {
  Buffer image = testing::file_bytes(packed().folder / "big.img");
  const std::size_t size = image.size();
  ASSERT_EQ(size % 0x10000, 0U);
  image.insert(image.end(), 0x40000, 0xff);
  EXPECT_EQ(testing::open(jffs2, image)->probe.size, size);
  image = testing::with_garbage(testing::file_bytes(packed().folder / "little.img"));
  EXPECT_EQ(testing::open(jffs2, image)->probe.size, image.size() - 3000);
}

TEST(Jffs2, OpensAnImageOfAnotherMaker) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples here";
  const Buffer image = testing::sample_bytes("formats/jffs2--jffs2_be.img");
  const auto opened = testing::open(jffs2, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_TRUE(opened->problems.empty());
  EXPECT_EQ(opened->probe.size, 0x10000U);  // its one block with nodes; the other is blank
  for (const Member& member : opened->members)
    EXPECT_TRUE(testing::member_bytes(image, member)) << member.name;
}

// A log written by hand, for what mkfs.jffs2 never writes: overwritten and deleted things.
class Log {
 public:
  Log& name(std::uint32_t version, std::uint32_t ino, std::string_view text) {
    start(0xe001, 40 + text.size());
    for (const std::uint32_t word : {1U, version, ino, 7U}) put(word);
    put(static_cast<std::uint32_t>(text.size() | 8U << 8U));
    put(crc(Bytes(bytes).subspan(node_, 32)));
    put(crc(as_bytes(text)));
    testing::append(bytes, text);
    return padded();
  }

  Log& data(std::uint32_t version, std::uint32_t size, std::uint32_t offset, std::string_view text,
            std::uint32_t compression = 0, std::uint32_t plain_size = 0) {
    start(0xe002, 68 + text.size());
    for (const std::uint32_t word : {2U, version, 0100640U, 0U, size, 1U, 2U, 3U, offset})
      put(word);
    put(static_cast<std::uint32_t>(text.size()));
    put(plain_size == 0 ? static_cast<std::uint32_t>(text.size()) : plain_size);
    put(compression);
    put(crc(as_bytes(text)));
    put(crc(Bytes(bytes).subspan(node_, 60)));
    testing::append(bytes, text);
    return padded();
  }

  Log& xattr(std::uint32_t id, std::string_view name, std::string_view value) {
    start(0xe008, 32 + name.size() + 1 + value.size());
    put(id);
    put(1);  // version
    put(static_cast<std::uint32_t>(1U | name.size() << 8U | value.size() << 16U));
    const std::string data = std::string(name) + '\0' + std::string(value);
    put(crc(as_bytes(data)));
    put(crc(Bytes(bytes).subspan(node_, 28)));
    testing::append(bytes, data);
    return padded();
  }

  Log& use(std::uint32_t ino, std::uint32_t id) {
    start(0xe009, 28);
    for (const std::uint32_t word : {ino, id, 2U}) put(word);
    put(crc(Bytes(bytes).subspan(node_, 24)));
    return padded();
  }

  Buffer bytes;

 private:
  static std::uint32_t crc(Bytes of) { return ~crc32(of, ~0U); }
  void put(std::uint32_t word) {
    for (int i = 0; i < 4; i++) bytes.push_back(static_cast<std::uint8_t>(word >> (8 * i)));
  }
  void start(std::uint32_t type, std::size_t size) {
    node_ = bytes.size();
    put(0x1985U | type << 16U);
    put(static_cast<std::uint32_t>(size));
    put(crc(Bytes(bytes).subspan(node_, 8)));
  }
  Log& padded() {
    while (bytes.size() % 4 != 0) bytes.push_back(0xff);
    return *this;
  }
  std::size_t node_ = 0;
};

std::string content_of(const Log& log, std::string_view name) {
  const auto opened = testing::open(jffs2, log.bytes);
  if (!opened || opened->find(name) == nullptr) return "no such file";
  const auto bytes = testing::member_bytes(log.bytes, *opened->find(name));
  return bytes ? std::string(as_text(*bytes)) : bytes.error().detail;
}

TEST(Jffs2, LaysVersionsOverEachOther) {
  Log log;
  log.name(1, 2, "f").data(3, 10, 2, "CC").data(1, 6, 0, "aaaaaa").data(2, 8, 4, "bbbb");
  EXPECT_EQ(content_of(log, "f"), std::string("aaCCbbbb\0\0", 10));
}

TEST(Jffs2, CutsAFileAtItsLatestSizeAndFillsHoles) {
  Log log;
  log.name(1, 2, "f").data(1, 6, 0, "aaaaaa").data(2, 3, 0, "");
  EXPECT_EQ(content_of(log, "f"), "aaa");
  log.data(3, 8, 6, "zz").data(4, 8, 1, "", 1, 2);
  EXPECT_EQ(content_of(log, "f"), std::string("a\0\0aaazz", 8));
}

TEST(Jffs2, SplitsAPieceThatIsOverwrittenInItsMiddle) {
  Log log;
  log.name(1, 2, "f").data(1, 6, 0, "aaaaaa").data(2, 6, 2, "bb").data(3, 6, 2, "c");
  EXPECT_EQ(content_of(log, "f"), "aacbaa");
}

TEST(Jffs2, TellsWhatWasDeleted) {
  Log log;
  log.name(1, 2, "gone").data(1, 3, 0, "abc").name(2, 0, "gone");
  const auto opened = testing::open(jffs2, log.bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->members.size(), 1U);  // the root
  std::string labels;
  for (const Claim& claim : opened->claims) labels += claim.label + ";";
  EXPECT_EQ(labels, "obsolete node;deletion of a name;node of a deleted file;");
}

TEST(Jffs2, ReadsLzmaAsOpenwrtWritesIt) {
  const testing::TemporaryFolder folder;
  folder.run(
      "head -c 4000 /dev/zero | tr '\\0' x >plain && "
      "xz --format=raw --lzma1=lc=0,lp=0,pb=0,dict=8KiB -c plain >stored");
  const Buffer stored = testing::file_bytes(folder / "stored");
  Log log;
  log.name(1, 2, "f").data(1, 4000, 0, as_text(stored), 8, 4000);
  EXPECT_EQ(content_of(log, "f"), std::string(4000, 'x'));
}

TEST(Jffs2, NamesTheCompressionThatItCannotRead) {
  Log log;
  log.name(1, 2, "f").data(1, 3, 0, "???", 5, 3);
  const auto opened = testing::open(jffs2, log.bytes);
  ASSERT_TRUE(opened);
  ASSERT_TRUE(opened->find("f")->unreadable);
  EXPECT_EQ(opened->find("f")->unreadable->code, ErrorCode::unsupported);
  EXPECT_EQ(opened->find("f")->unreadable->detail, "JFFS2 compression 5 (dynrubin)");
}

TEST(Jffs2, KeepsWhatItCanReadOfAFile) {
  Log log;
  log.name(1, 2, "f").data(1, 9, 0, "abc").data(2, 9, 3, "???", 77, 3).data(3, 9, 6, "ghi");
  const auto opened = testing::open(jffs2, log.bytes);
  ASSERT_TRUE(opened);
  const Member* file = opened->find("f");
  ASSERT_NE(file, nullptr);
  ASSERT_TRUE(file->incomplete);
  EXPECT_EQ(file->incomplete->detail, "JFFS2 compression 77");
  EXPECT_EQ(content_of(log, "f"), std::string("abc\0\0\0ghi", 9));
  const auto at = as_text(log.bytes).find("???");
  EXPECT_TRUE(std::ranges::any_of(opened->claims, [at](const Claim& claim) {
    return claim.label == "member data" && claim.range == Range{at, 3};
  }));
}

// Two inodes use one attribute; there is room for one.
TEST(Jffs2, BoundsTheBytesOfExtendedAttributes) {
  Log log;
  log.name(1, 2, "f").data(1, 1, 0, "a").name(2, 2, "again").name(3, 2, "third");
  log.xattr(7, "note", std::string(400, 'v')).use(2, 7);
  Limits limits;
  limits.text_size_max = 1000;
  Sink sink(log.bytes.size(), limits);
  const auto probe = testing::probe_at(jffs2, log.bytes);
  ASSERT_TRUE(probe);
  ASSERT_TRUE(jffs2.expand(Bytes(log.bytes).first(probe->size), *probe, sink));
  ASSERT_EQ(sink.members().size(), 4U);
  EXPECT_EQ(
      std::ranges::count_if(sink.members(),
                            [](const Member& member) { return !member.attributes.xattrs.empty(); }),
      1);
  EXPECT_TRUE(std::ranges::any_of(sink.problems(),
                                  [](const Problem& p) { return p.code == ErrorCode::limit; }));
}

TEST(Jffs2, SaysWhichNodesAreDamaged) {
  Log log;
  log.name(1, 2, "f").data(1, 3, 0, "abc").data(2, 6, 3, "def");
  log.bytes[log.bytes.size() - 3] ^= 1U;
  const auto opened = testing::open(jffs2, log.bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.checks[0].state, CheckState::bad);
  EXPECT_EQ(content_of(log, "f"), "abc");
}

TEST(Jffs2, IsNotTakenForOneByItsMagicAlone) {
  Log log;
  log.name(1, 2, "f");
  log.bytes[8] ^= 1U;
  EXPECT_FALSE(testing::open(jffs2, log.bytes));
}

TEST(Jffs2, SurvivesADirectoryInItself) {
  Log log;
  log.name(1, 1, "loop");
  const auto opened = testing::open(jffs2, log.bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->members.size(), 2U);
}

TEST(Jffs2, SurvivesDamage) {
  Log log;
  log.name(1, 2, "f").data(1, 6, 0, "aaaaaa").data(2, 6, 2, "bb").name(1, 3, "g");
  testing::survives_damage(jffs2, log.bytes);
  testing::survives_damage(jffs2, testing::file_bytes(packed().folder / "rtime.img"));
}

}  // namespace
}  // namespace assay::unpack
