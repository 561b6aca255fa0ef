#include "unpack/handlers/stream_test.h"

namespace assay::unpack {
extern const Handler zip;
namespace {

using testing::field;
using testing::number;
using testing::open;
using testing::TemporaryFolder;

// Runs a script that writes zips with Python's zipfile.
void python(const TemporaryFolder& folder, const std::string& script) {
  std::ofstream(folder / "script.py") << "import struct, zipfile\n" << script;
  folder.run("python3 script.py");
}

std::string text_of(const Buffer& bytes, const Member* member) {
  if (member == nullptr) return "(no such member)";
  const auto read = testing::member_bytes(bytes, *member);
  return read ? std::string(as_text(*read)) : read.error().detail;
}

struct Packed {
  TemporaryFolder folder;
  Buffer bytes;
  std::string listing;
};

// What Info-ZIP makes of a tree, and what is in it. Device nodes are left out, as zip cannot.
const Packed& packed() {
  static const Packed* const all = [] {
    auto* p = new Packed;
    testing::pack_tree(p->folder, R"(
rm tree/fifo tree/serial tree/disk; touch -d @1500000001 tree
cd tree; zip -r -y -q ../packed.zip .; cd ..
)");
    p->bytes = testing::file_bytes(p->folder / "packed.zip");
    p->listing = testing::text_of(p->folder / "listing");
    return p;
  }();
  return *all;
}

// zip has no entry for the folder that it was run in.
std::string without_root(const std::string& listing) {
  return listing.substr(listing.find('\n') + 1);
}

TEST(Zip, OpensWhatInfoZipWrites) {
  const Buffer bytes = testing::with_garbage(packed().bytes);
  const auto opened = open(zip, bytes);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, packed().bytes.size());
  EXPECT_EQ(opened->probe.confidence, Confidence::proven);
  EXPECT_EQ(opened->probe.title, "zip, 12 entries");
  EXPECT_TRUE(opened->probe.problems.empty());
  for (const Problem& problem : opened->problems) ADD_FAILURE() << problem.sentence;
  EXPECT_EQ(testing::listing_of(bytes, *opened), without_root(packed().listing));
  const Member* binary = opened->find("sub/binary");
  ASSERT_NE(binary, nullptr);
  EXPECT_EQ(binary->header[0], (Field{"method", std::string("deflate")}));
}

TEST(Zip, EveryByteIsClaimed) {
  const auto opened = open(zip, packed().bytes);
  ASSERT_TRUE(opened);
  std::vector<bool> claimed(packed().bytes.size());
  for (const Claim& claim : opened->claims)
    for (std::uint64_t i = claim.range.offset; i < claim.range.end(); i++) claimed[i] = true;
  for (std::size_t i = 0; i < claimed.size(); i++) ASSERT_TRUE(claimed[i]) << i;
}

TEST(Zip, OpensAllMethodsOfPython) {
  const TemporaryFolder folder;
  python(folder, R"(
text = b'text that is packed, packed and packed again ' * 50
with zipfile.ZipFile('a.zip', 'w') as z:
    z.comment = b'a comment PK\x05\x06 in it'
    for name, method in (('stored', 0), ('deflate', 8), ('bzip2', 12), ('lzma', 14)):
        z.writestr(name, text, method)
    z.writestr('größe', b'')
)");
  const Buffer bytes = testing::file_bytes(folder / "a.zip");
  const auto opened = open(zip, bytes);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, bytes.size());
  std::string text;
  for (int i = 0; i < 50; i++) text += "text that is packed, packed and packed again ";
  for (const char* name : {"stored", "deflate", "bzip2", "lzma"})
    EXPECT_EQ(text_of(bytes, opened->find(name)), text) << name;
  EXPECT_NE(opened->find("größe"), nullptr);
  EXPECT_EQ(field(opened->probe, "comment"), testing::text("a comment PK\5\6 in it"));
}

// A stream in the entry's place: the method number is put into both headers.
TEST(Zip, OpensZstdAndXz) {
  const TemporaryFolder folder;
  for (const auto& [method, command] : {std::pair(93, "zstd -q"), std::pair(95, "xz")}) {
    folder.run(
        fmt::format("head -c 5000 /usr/bin/python3 > plain && {} -c plain > stream", command));
    python(folder, fmt::format(R"(
with zipfile.ZipFile('a.zip', 'w') as z: z.write('stream')
data = bytearray(open('a.zip', 'rb').read())
struct.pack_into('<H', data, 8, {0})
struct.pack_into('<H', data, data.rindex(b'PK\x01\x02') + 10, {0})
open('a.zip', 'wb').write(data)
)",
                               method));
    const Buffer bytes = testing::file_bytes(folder / "a.zip");
    const auto opened = open(zip, bytes);
    ASSERT_TRUE(opened) << opened.error().detail;
    EXPECT_EQ(text_of(bytes, opened->find("stream")), testing::text_of(folder / "plain"));
  }
}

TEST(Zip, SaysWhichMethodItCannotRead) {
  const TemporaryFolder folder;
  python(folder, R"(
with zipfile.ZipFile('a.zip', 'w') as z: z.writestr('a', b'abc')
data = bytearray(open('a.zip', 'rb').read())
struct.pack_into('<H', data, 8, 98)
struct.pack_into('<H', data, data.rindex(b'PK\x01\x02') + 10, 98)
open('a.zip', 'wb').write(data)
)");
  const auto opened = open(zip, testing::file_bytes(folder / "a.zip"));
  ASSERT_TRUE(opened);
  ASSERT_TRUE(opened->members[0].unreadable);
  EXPECT_EQ(opened->members[0].unreadable->code, ErrorCode::unsupported);
  EXPECT_EQ(opened->members[0].unreadable->detail, "compression ppmd");
}

TEST(Zip, OpensZip64AndDataDescriptors) {
  const TemporaryFolder folder;
  python(folder, R"(
import sys
class Pipe:
    def __init__(self, f): self.f = f
    def write(self, data): return self.f.write(data)
    def flush(self): pass
with open('a.zip', 'wb') as f, zipfile.ZipFile(Pipe(f), 'w', 8) as z:
    for i in range(3):
        with z.open('wide%d' % i, 'w', force_zip64=i == 1) as member: member.write(b'wide ' * 1000)
zipfile.ZIP64_LIMIT = 100
with zipfile.ZipFile('b.zip', 'w', 0) as z:
    z.writestr('large', b'large ' * 1000)
    z.writestr('second', b'second')
)");
  std::string wide;
  for (int i = 0; i < 1000; i++) wide += "wide ";
  const Buffer piped = testing::file_bytes(folder / "a.zip");
  // With the directory, and without.
  for (const std::size_t cut : {std::size_t{0}, std::size_t{22}, std::size_t{100}}) {
    const Bytes bytes = Bytes(piped).first(piped.size() - cut);
    const auto opened = open(zip, bytes);
    ASSERT_TRUE(opened) << opened.error().detail;
    EXPECT_EQ(opened->probe.problems.size(), cut == 0 ? 0U : 1U);
    ASSERT_EQ(opened->members.size(), 3U);
    for (const Member& member : opened->members) EXPECT_EQ(text_of(piped, &member), wide);
  }
  const Buffer bytes = testing::file_bytes(folder / "b.zip");
  const auto opened = open(zip, bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.size, bytes.size());
  EXPECT_EQ(field(opened->probe, "zip64"), number(1));
  EXPECT_EQ(text_of(bytes, opened->find("second")), "second");
  EXPECT_TRUE(opened->problems.empty());
}

TEST(Zip, SaysThatAMemberIsEncrypted) {
  const TemporaryFolder folder;
  folder.run("printf secret > a && printf open > b && zip -q -P pw x.zip a && zip -q x.zip b");
  const Buffer bytes = testing::file_bytes(folder / "x.zip");
  const auto opened = open(zip, bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.title, "zip, 2 entries, encrypted");
  const Member* secret = opened->find("a");
  ASSERT_NE(secret, nullptr);
  ASSERT_TRUE(secret->unreadable);
  EXPECT_EQ(secret->unreadable->code, ErrorCode::encrypted);
  EXPECT_EQ(std::ranges::count(opened->claims, RegionKind::encrypted, &Claim::kind), 1);
  EXPECT_EQ(text_of(bytes, opened->find("b")), "open");
}

TEST(Zip, OpensOneBehindAProgram) {
  const TemporaryFolder folder;
  folder.run(
      "printf a > a && printf b > b && zip -q x.zip a b && head -c 777 /usr/bin/python3 > p"
      " && cat p x.zip > plain.exe && cp plain.exe adjusted.exe && zip -q -A adjusted.exe");
  for (const char* name : {"plain.exe", "adjusted.exe"}) {
    const Buffer node = testing::file_bytes(folder / name);
    const auto opened = open(zip, node, 777);
    ASSERT_TRUE(opened) << name << opened.error().detail;
    EXPECT_EQ(opened->probe.size, node.size() - 777);
    EXPECT_EQ(opened->probe.title, "zip, 2 entries");
    const Buffer chunk(node.begin() + 777, node.end());
    EXPECT_EQ(text_of(chunk, opened->find("b")), "b");
  }
}

TEST(Zip, OneInARowOfThemEndsAtItsOwnEnd) {
  Buffer two = packed().bytes;
  two.insert(two.end(), packed().bytes.begin(), packed().bytes.end());
  for (const std::uint64_t offset : {std::uint64_t{0}, packed().bytes.size()}) {
    const auto opened = open(zip, two, offset);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->probe.size, packed().bytes.size());
    EXPECT_EQ(opened->members.size(), 12U);
  }
}

TEST(Zip, AZipStoredInAZipIsAMember) {
  const TemporaryFolder folder;
  folder.run("printf a > a && zip -q -0 inner.zip a && zip -q -0 outer.zip inner.zip a");
  const Buffer bytes = testing::file_bytes(folder / "outer.zip");
  const auto opened = open(zip, bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.size, bytes.size());
  ASSERT_EQ(opened->members.size(), 2U);
  EXPECT_TRUE(opened->problems.empty());
}

TEST(Zip, TellsWhereItsTwoHeadersDisagree) {
  const TemporaryFolder folder;
  python(folder, R"(
with zipfile.ZipFile('a.zip', 'w') as z:
    z.writestr('shown', b'abc')
    z.writestr('other', b'def')
data = bytearray(open('a.zip', 'rb').read())
data[30:35] = b'truth'
struct.pack_into('<I', data, 18, 2)
open('a.zip', 'wb').write(data)
)");
  const auto opened = open(zip, testing::file_bytes(folder / "a.zip"));
  ASSERT_TRUE(opened);
  ASSERT_EQ(opened->problems.size(), 2U);
  EXPECT_EQ(opened->problems[0].sentence,
            "shown: the name is shown in the directory, truth before the data");
  EXPECT_EQ(opened->problems[1].sentence,
            "shown: the stored size is 3 in the directory, 2 before the data");
}

// Hostile ones: what the directory does not list, and members that share their bytes.
TEST(Zip, TellsOfUnlistedAndOverlappingMembers) {
  const TemporaryFolder folder;
  python(folder, R"(
with zipfile.ZipFile('a.zip', 'w') as z:
    for name in ('first', 'hidden', 'third'): z.writestr(name, b'data of ' + name.encode())
    del z.NameToInfo['hidden']; z.filelist = [i for i in z.filelist if i.filename != 'hidden']
with zipfile.ZipFile('b.zip', 'w') as z:
    for name in ('hidden', 'third'): z.writestr(name, b'data of ' + name.encode())
    z.filelist = z.filelist[1:]
with zipfile.ZipFile('c.zip', 'w') as z:
    z.writestr('same', b'data')
    z.filelist = z.filelist * 1000
)");
  const auto middle = open(zip, testing::file_bytes(folder / "a.zip"));
  ASSERT_TRUE(middle);
  EXPECT_EQ(middle->members.size(), 2U);
  ASSERT_EQ(middle->problems.size(), 1U);
  EXPECT_EQ(middle->problems[0].sentence, "a local header that the directory does not list");
  const Buffer bytes = testing::file_bytes(folder / "b.zip");
  const auto front = open(zip, bytes);
  ASSERT_TRUE(front) << front.error().detail;
  EXPECT_EQ(front->probe.size, bytes.size());
  EXPECT_EQ(front->problems.size(), 1U);
  const auto same = open(zip, testing::file_bytes(folder / "c.zip"));
  ASSERT_TRUE(same);
  EXPECT_EQ(same->members.size(), 1000U);
  ASSERT_EQ(same->problems.size(), 1U);
  EXPECT_EQ(same->problems[0].sentence, "999 members share stored bytes with others");
}

TEST(Zip, GoesThroughLocalHeadersWhereTheDirectoryIsCut) {
  const Buffer& whole = packed().bytes;
  const auto opened = open(zip, Bytes(whole).first(whole.size() - 30));
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->members.size(), 12U);
  EXPECT_EQ(opened->probe.title, "zip without directory, 12 entries");
  EXPECT_EQ(opened->probe.problems[0].code, ErrorCode::truncated);
  const Member* binary = opened->find("sub/binary");
  ASSERT_NE(binary, nullptr);
  EXPECT_EQ(testing::member_bytes(whole, *binary)->size(), 70000U);
  EXPECT_EQ(binary->attributes.uid, 65534U);
}

TEST(Zip, ALocalHeaderThatMakesNoSenseIsNone) {
  Buffer bytes = testing::with_garbage({'P', 'K', 3, 4});
  EXPECT_FALSE(open(zip, bytes));
  bytes = testing::with_garbage({'P', 'K', 5, 6});
  EXPECT_FALSE(open(zip, bytes));
  EXPECT_FALSE(open(zip, as_bytes("PK\3\4")));
}

TEST(Zip, ManyStartsWithoutAnEndCostNoMoreThanTheBudget) {
  // A plausible local header of no data, again and again, with something between that is none.
  std::string text;
  while (text.size() < (1U << 20U))
    text += std::string("PK\3\4\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0n.", 32);
  std::uint64_t budget = 4U << 20U;
  const Limits limits;
  int found = 0;
  for (std::uint64_t at = 0; at < text.size(); at += 32)
    found += zip.probe(Candidate(as_bytes(text), at, limits, budget)) ? 1 : 0;
  EXPECT_GT(found, 0);
  EXPECT_LT(budget, 4U << 20U);
}

TEST(Zip, OpensAnEmptyOne) {
  const TemporaryFolder folder;
  python(folder, "zipfile.ZipFile('a.zip', 'w').close()");
  const auto opened = open(zip, testing::with_garbage(testing::file_bytes(folder / "a.zip")));
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.size, 22U);
  EXPECT_TRUE(opened->members.empty());
}

TEST(Zip, OpensTheSamples) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples beside the repository";
  const Buffer bytes = testing::file_bytes(testing::samples() / "formats/container--test.zip");
  const auto opened = open(zip, bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.size, bytes.size());
  EXPECT_EQ(opened->members.size(), 5U);
  EXPECT_EQ(text_of(bytes, opened->find("get_files_test/testfile1")).size(), 62U);
  const auto cut =
      open(zip, testing::file_bytes(testing::samples() / "formats/generic_carver--fake_zip.zip"));
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->probe.confidence, Confidence::plausible);
}

TEST(Zip, IsNotFoundInNoise) { testing::is_not_found_in_noise(zip); }

TEST(Zip, SurvivesDamage) {
  const TemporaryFolder folder;
  folder.run("for i in 1 2 3; do seq $i 40 > f$i; done; ln -s f1 l; zip -q -y x.zip f1 f2 f3 l");
  testing::survives_damage(zip, testing::file_bytes(folder / "x.zip"));
}

}  // namespace
}  // namespace assay::unpack
