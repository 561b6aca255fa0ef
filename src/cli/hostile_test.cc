// Images that are made to harm, through the whole program: a clear message, nothing written
// outside, nothing lost of what was found.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>

#include "cli/program_test.h"

namespace assay::cli {
namespace {

Ran in(const TestFolder& folder, const std::string& line) {
  return shell("cd '" + folder.path() + "'\n" + line);
}

// Links first, then members whose names lead through them; hard links; names that climb.
constexpr const char* escaping_tar = R"(cat >make.py <<'END'
import io, sys, tarfile
outside = sys.argv[1]
with tarfile.open('escape.tar', 'w', format=tarfile.GNU_FORMAT) as t:
    def add(name, kind=tarfile.REGTYPE, link='', data=b''):
        info = tarfile.TarInfo(name); info.type = kind; info.linkname = link
        info.size = len(data); info.mode = 0o644
        t.addfile(info, io.BytesIO(data))
    add('good', data=b'good')
    add('absolute', tarfile.SYMTYPE, outside)
    add('absolute/planted', data=b'evil')
    add('up', tarfile.SYMTYPE, '../outside')
    add('up/planted', data=b'evil')
    add('here', tarfile.SYMTYPE, '.')
    add('here/two', tarfile.SYMTYPE, '..')
    add('here/two/outside/planted', data=b'evil')
    add('../outside/planted', data=b'evil')
    add(outside + '/planted', data=b'evil')
    add('hard', tarfile.LNKTYPE, '../outside/victim')
    add('hard2', tarfile.LNKTYPE, outside + '/victim')
    add('good2', tarfile.LNKTYPE, 'good')
    add('file', tarfile.SYMTYPE, outside + '/victim')
    add('file', data=b'evil')
    add('dev/victim', tarfile.CHRTYPE)
    add('last', data=b'last')
END
mkdir outside && echo untouched >outside/victim && python3 make.py "$PWD/outside")";

TEST(Hostile, NothingIsExtractedOutside) {
  const TestFolder folder;
  ASSERT_EQ(in(folder, escaping_tar).code, 0);
  const Ran ran = in(folder, "$ASSAY extract escape.tar -o out");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(read_all(folder / "outside/victim"), "untouched\n");
  EXPECT_EQ(in(folder, "ls outside").out, "victim\n");
  EXPECT_EQ(in(folder, "ls").out, "escape.tar\nmake.py\nout\noutside\n");
  for (const char* name : {"good", "good2"}) EXPECT_EQ(read_all(folder / "out/" + name), "good");
  EXPECT_EQ(read_all(folder / "out/last"), "last");
  EXPECT_EQ(in(folder, "find out -type l -lname '/*' -o -type l -lname '*..*'").out, "");
  for (const char* told : {"left out: absolute: ", "left out: up: ", "left out: ../outside/planted",
                           "left out: hard: ", "left out: hard2: ", "left out: dev/victim: "})
    EXPECT_NE(ran.err.find(told), std::string::npos) << told << "\n" << ran.err;
  // GNU tar is the one that reads what is written as tar.
  EXPECT_EQ(in(folder,
               "$ASSAY extract escape.tar --tar - 2>/dev/null | tar -tf - | "
               "grep -c '\\.\\.'")
                .out,
            "0\n");
}

TEST(Hostile, ControlBytesOfNamesDoNotReachTheTerminal) {
  const TestFolder folder;
  ASSERT_EQ(in(folder, R"(python3 - <<'END'
import io, tarfile
with tarfile.open('names.tar', 'w', format=tarfile.GNU_FORMAT) as t:
    for name in ('\x1b]0;title\x07', 'line\nbreak', '\x1b[2J', 'bell\x07', '\x9b31m', '<b>&"'):
        info = tarfile.TarInfo(name); info.size = 6
        t.addfile(info, io.BytesIO(b'needle'))
    link = tarfile.TarInfo('link'); link.type = tarfile.SYMTYPE; link.linkname = '\x1b[31m'
    t.addfile(link)
END)")
                .code,
            0);
  for (const char* line :
       {"$ASSAY scan names.tar --fail-on never", "$ASSAY scan --json names.tar",
        "$ASSAY ls -l names.tar", "$ASSAY ls --json names.tar", "$ASSAY extract names.tar -o out",
        "$ASSAY extract names.tar -o out2 --json", "$ASSAY cat names.tar nonesuch"}) {
    const Ran ran = in(folder, line);
    for (const std::string& text : {ran.out, ran.err})
      EXPECT_TRUE(std::ranges::none_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f;
      })) << line;
    EXPECT_EQ((ran.out + ran.err).find("\xc2\x9b"), std::string::npos) << line;
  }
  EXPECT_EQ(read_all(folder / "out/line\nbreak"), "needle");
}

TEST(Hostile, WhatCannotBeReadIsSaidInOneLine) {
  const TestFolder folder;
  const Ran fifo = in(folder, "mkfifo pipe && timeout 20 $ASSAY scan pipe");
  EXPECT_EQ(fifo.code, 4) << fifo.err;
  EXPECT_EQ(std::count(fifo.err.begin(), fifo.err.end(), '\n'), 1) << fifo.err;
  const Ran loop = in(folder, "ln -s loop loop && $ASSAY scan loop");
  EXPECT_EQ(loop.code, 4) << loop.err;
  const std::string as_nobody =
      geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : "";
  const Ran secret = in(folder, "echo x >secret && chmod 0 secret && chmod 755 . && " + as_nobody +
                                    "$ASSAY scan secret");
  if (secret.code == 126 || secret.code == 127) GTEST_SKIP() << "the program is out of reach";
  EXPECT_EQ(secret.code, 4) << secret.err;
  EXPECT_NE(secret.err.find("secret"), std::string::npos) << secret.err;
  EXPECT_EQ(std::count(secret.err.begin(), secret.err.end(), '\n'), 1) << secret.err;
}

TEST(Hostile, AMemberThatDoesNotDecodeWholeIsExtractedInPart) {
  const TestFolder folder;
  ASSERT_EQ(in(folder, R"(seq 20000 >numbers && python3 - <<'END'
import struct, zipfile
with zipfile.ZipFile('a.zip', 'w', 8, compresslevel=0) as z: z.write('numbers')
data = bytearray(open('a.zip', 'rb').read())
at = 30 + 7
data[at + 5 + struct.unpack_from('<H', data, at + 1)[0] + 3] ^= 1
open('a.zip', 'wb').write(data)
END)")
                .code,
            0);
  const Ran ran = in(folder, "$ASSAY extract a.zip -o out");
  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.err.find("not whole: numbers: "), std::string::npos) << ran.err;
  const std::string part = read_all(folder / "out/numbers");
  EXPECT_GT(part.size(), 10'000U);
  EXPECT_EQ(part.substr(0, 9), read_all(folder / "numbers").substr(0, 9));
  const std::string size = std::to_string(std::filesystem::file_size(folder / "a.zip"));
  const Ran cat = in(
      folder, "$ASSAY cat a.zip \"image[0x0:$(printf %#x " + size + ")]zip/numbers\" | head -c 9");
  EXPECT_EQ(cat.out, part.substr(0, 9)) << cat.err;
}

}  // namespace
}  // namespace assay::cli
