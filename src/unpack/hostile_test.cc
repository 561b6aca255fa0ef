// Images that are made to harm: they end in a tree with the limit or contradiction told, and what
// was found before is there.
#include <gtest/gtest.h>

#include "unpack/scan_test.h"

namespace assay::unpack {
namespace {

using testing::expect_partitions;
using testing::find;
using testing::has_problem;
using testing::scan;
using testing::scan_file;
using testing::TemporaryFolder;

void python(const TemporaryFolder& folder, const std::string& script) {
  std::ofstream(folder / "script.py") << "import io, struct, tarfile, zipfile, zlib\n" << script;
  folder.run("python3 script.py");
}

bool any_problem(const Tree& tree, ErrorCode code) {
  return std::ranges::any_of(tree.nodes,
                             [code](const Node& node) { return has_problem(node, code); });
}

TEST(Hostile, EveryPrefixOfNestedContainersEndsInATree) {
  const TemporaryFolder folder;
  folder.run(
      "mkdir d && echo 'a needle' >d/f && mksquashfs d i.sqfs -quiet >/dev/null && "
      "tar -cf t.tar i.sqfs d && zip -q a.zip t.tar && xz -k a.zip && cat a.zip a.zip.xz >image");
  const std::string image(as_text(testing::file_bytes(folder / "image")));
  const std::size_t step = image.size() / 60;
  for (std::size_t size = 1; size < image.size(); size += step) {
    const Tree tree = scan(image.substr(0, size));
    expect_partitions(tree);
    ASSERT_GE(tree.nodes.size(), 1U);
    EXPECT_EQ(tree.nodes[0].size, size);
  }
  EXPECT_GT(scan(image).nodes.size(), 12U);
}

// Sizes and places near 2^63 and 2^64, beside a member that is as it should be.
TEST(Hostile, SizesOfManyExbibytesAreTold) {
  const TemporaryFolder folder;
  python(folder, R"(
good = b'good needle'
for name, value in (('half', 2**63 - 1), ('whole', 2**64 - 1), ('odd', 2**64 - 511)):
    def member(t, name, size, data, headers={}):
        info = tarfile.TarInfo(name); info.size = len(data); info.pax_headers = headers
        t.addfile(info, io.BytesIO(data))
    with tarfile.open(name + '.tar', 'w', format=tarfile.PAX_FORMAT) as t:
        member(t, 'good', 0, good)
        sparse = ('1\n%d\n5\n' % (value - 5)).encode().ljust(512, b'\0') + b'sheep'
        member(t, 'sparse', 0, sparse, {'GNU.sparse.major': '1', 'GNU.sparse.minor': '0',
               'GNU.sparse.name': 'sparse', 'GNU.sparse.realsize': str(value)})
        info = tarfile.TarInfo('large'); info.size = 2**33
        raw = bytearray(info.tobuf(tarfile.GNU_FORMAT))
        raw[124:136] = bytes([0x80, 0, 0, 0]) + struct.pack('>Q', value)
        raw[148:156] = b' ' * 8
        raw[148:156] = ('%06o\0 ' % sum(raw)).encode()
        t.fileobj.write(raw)
    with zipfile.ZipFile('a.zip', 'w') as z: z.writestr('good', good); z.writestr('large', b'x')
    data = open('a.zip', 'rb').read()
    at = data.rindex(b'PK\1\2')
    extra = struct.pack('<HHQQQ', 1, 24, value, value, value)
    entry = bytearray(data[at:at + 46])
    struct.pack_into('<II', entry, 20, 2**32 - 1, 2**32 - 1)
    struct.pack_into('<HH', entry, 28, 5, len(extra))
    struct.pack_into('<I', entry, 42, 2**32 - 1)
    first = data.index(b'PK\1\2')
    directory = data[first:at] + bytes(entry) + b'large' + extra
    end = bytearray(data[-22:])
    struct.pack_into('<I', end, 12, len(directory))
    open(name + '.zip', 'wb').write(data[:first] + directory + bytes(end))
)");
  for (const std::string name : {"half.tar", "whole.tar", "odd.tar", "half.zip", "odd.zip"}) {
    SCOPED_TRACE(name);
    const Tree tree = scan_file(folder / name);
    expect_partitions(tree);
    const Node* good = find(tree, "good");
    ASSERT_NE(good, nullptr);
    EXPECT_EQ(good->size, 11U);
    EXPECT_EQ(good->facts.size(), 1U);
    std::size_t problems = 0;
    for (const Node& node : tree.nodes) problems += node.problems.size();
    EXPECT_GE(problems, 1U);
  }
}

TEST(Hostile, AHugeSparseFileInAFolderIsTold) {
  const TemporaryFolder folder;
  folder.run("mkdir d && truncate -s 8T d/huge && printf 'a needle' >d/small");
  const Tree tree = scan_file(folder / "d");
  EXPECT_TRUE(has_problem(*find(tree, "huge"), ErrorCode::limit));
  EXPECT_EQ(find(tree, "small")->facts.size(), 1U);
}

TEST(Hostile, NamesAreKeptAsTheyAre) {
  const TemporaryFolder folder;
  python(folder, R"(
def newc(name, data, mode=0o100644):
    h = '070701' + ''.join('%08x' % n for n in
        (1, mode, 0, 0, 1, 0, len(data), 0, 0, 0, 0, len(name) + 1, 0))
    def pad(b): return b + bytes(-len(b) % 4)
    return pad(h.encode() + name + b'\0') + pad(data)
names = [b'line\nbreak', b'\x1b[31mred\x1b[0m', b'\xff\xfe', b'../../up', b'/absolute', b'a/../b',
         b'nul\0inside', b'', b' ', b'-rf', b'\xe2\x80\xaegnp.exe']
open('image', 'wb').write(b''.join(newc(n, b'needle') for n in names) + newc(b'TRAILER!!!', b''))
)");
  const Tree tree = scan_file(folder / "image");
  expect_partitions(tree);
  for (const std::string name : {"line\nbreak", "\x1b[31mred\x1b[0m", "\xff\xfe", "../../up",
                                 "/absolute", "a/../b", "-rf"}) {
    const Node* node = find(tree, name);
    ASSERT_NE(node, nullptr) << name;
    EXPECT_EQ(node->size, 6U) << name;
    const bool leaves = name.find("..") != std::string::npos || name[0] == '/';
    EXPECT_EQ(has_problem(*node, ErrorCode::corrupt), leaves) << name;
  }
  EXPECT_EQ(std::ranges::count(tree.nodes, NodeKind::file, &Node::kind), 11);
}

// Every entry of the directory names the same stored bytes.
TEST(Hostile, ABombOfOverlappingEntriesIsStopped) {
  const TemporaryFolder folder;
  python(folder, R"(
with zipfile.ZipFile('a.zip', 'w', 8) as z:
    z.writestr('good', b'a needle')
    z.writestr('bomb', bytes(2000000))
data = open('a.zip', 'rb').read()
first, at = data.index(b'PK\1\2'), data.rindex(b'PK\1\2')
entry = data[at:-22]
directory = data[first:at] + b''.join(entry[:-4] + b'%04d' % i for i in range(500))
end = bytearray(data[-22:])
struct.pack_into('<HHI', end, 8, 501, 501, len(directory))
open('bomb.zip', 'wb').write(data[:first] + directory + bytes(end))
)");
  Options options;
  options.limits.container_free_size = 50'000'000;
  options.limits.ratio_max = 64;
  const auto read = [](const Tree& tree) {
    return std::ranges::count_if(
        tree.nodes, [](const Node& node) { return node.kind == NodeKind::file && node.sha256; });
  };
  const Tree tree = scan_file(folder / "bomb.zip", 1, options);
  EXPECT_EQ(find(tree, "good")->facts.size(), 1U);
  EXPECT_EQ(read(tree), 25);
  EXPECT_TRUE(any_problem(tree, ErrorCode::limit));
  EXPECT_EQ(tree.nodes.size(), 503U);
  EXPECT_EQ(read(scan_file(folder / "bomb.zip", 4, options)), 25);
}

// Archives of archives, ten wide at each of five levels, no two of them alike.
TEST(Hostile, ABombOfNestedArchivesIsStopped) {
  const TemporaryFolder folder;
  python(folder, R"(
count = 0
def bomb(level):
    global count
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', 8) as z:
        for i in range(10):
            count += 1
            inner = bomb(level - 1) if level > 1 else zlib.compress(bytes(100000), 9)
            z.writestr('%d' % count, inner)
    return out.getvalue()
open('bomb.zip', 'wb').write(bomb(3))
)");
  Options options;
  options.limits.nodes_max = 500;
  const Tree tree = scan_file(folder / "bomb.zip", 1, options);
  expect_partitions(tree);
  EXPECT_LE(tree.nodes.size(), 520U);
  EXPECT_GT(tree.nodes.size(), 400U);
  EXPECT_TRUE(any_problem(tree, ErrorCode::limit));
  EXPECT_EQ(scan_file(folder / "bomb.zip", 4, options).nodes.size(), tree.nodes.size());
}

// What a stream decodes to is kept up to the limit.
TEST(Hostile, ABombOfOneStreamIsKeptUpToItsLimit) {
  const TemporaryFolder folder;
  folder.run("(printf 'needle '; head -c 30000000 /dev/zero) | zip -q - - >a.zip");
  Options options;
  options.limits.ratio_max = 16;
  options.limits.ratio_free_size = 1'000'000;
  const Tree tree = scan_file(folder / "a.zip", 1, options);
  const Node* bomb = find(tree, "-");
  ASSERT_NE(bomb, nullptr);
  EXPECT_EQ(bomb->size, 1'000'000U);
  EXPECT_TRUE(has_problem(*bomb, ErrorCode::limit));
  std::size_t words = 0;
  for (const Node& node : tree.nodes) words += node.facts.size();
  EXPECT_EQ(words, 1U);
}

// A FIT whose image is the FIT itself: its bytes are known, and not gone into again.
TEST(Hostile, AFileThatContainsItselfIsOpenedOnce) {
  const TemporaryFolder folder;
  folder.run(R"(cat >self.dts <<'END'
/dts-v1/;
/ { description = "self"; images { self { description = "self"; type = "firmware";
    data-position = <0>; data-size = <SIZE>; }; }; };
END
sed 's/<SIZE>/<0x1000>/' self.dts | dtc -I dts -O dtb -p 4096 -o first.dtb - &&
size=$(stat -c %s first.dtb) && sed "s/<SIZE>/<$size>/" self.dts |
dtc -I dts -O dtb -p 4096 -o self.dtb - && test $(stat -c %s self.dtb) = $size)");
  const Tree tree = scan_file(folder / "self.dtb");
  const Node* self = find(tree, "self");
  ASSERT_NE(self, nullptr);
  EXPECT_EQ(self->size, tree.nodes[0].size);
  EXPECT_EQ(self->same_as, 0U);
  EXPECT_LE(tree.nodes.size(), 5U);
}

// Thirty thousand names for the same stored bytes.
TEST(Hostile, ManyMembersOfTheSamePlainBytesAreBounded) {
  const TemporaryFolder folder;
  python(folder, R"(
with zipfile.ZipFile('a.zip', 'w', 0) as z: z.writestr('0000', b'needle ' * 20000)
data = open('a.zip', 'rb').read()
at = data.index(b'PK\1\2')
entry = data[at:-22]
directory = b''.join(entry[:-4] + b'%04d' % i for i in range(1000))
end = bytearray(data[-22:])
struct.pack_into('<HHI', end, 8, 1000, 1000, len(directory))
open('bomb.zip', 'wb').write(data[:at] + directory + bytes(end))
)");
  Options options;
  options.limits.container_free_size = 1'000'000;
  const Tree tree = scan_file(folder / "bomb.zip", 2, options);
  EXPECT_TRUE(any_problem(tree, ErrorCode::limit));
  const auto read = std::ranges::count_if(
      tree.nodes, [](const Node& node) { return node.kind == NodeKind::file && node.sha256; });
  EXPECT_GT(read, 10);
  EXPECT_LT(read, 60);
}

}  // namespace
}  // namespace assay::unpack
