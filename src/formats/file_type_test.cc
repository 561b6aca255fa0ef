#include "formats/file_type.h"

#include <gtest/gtest.h>

#include "formats/test_inputs.h"

namespace assay::formats {
namespace {

using namespace std::string_view_literals;

std::string_view kind(std::string_view text, std::string_view name = "") {
  return file_type(as_bytes(text), name).kind;
}

TEST(FileType, NamesTexts) {
  EXPECT_EQ(kind(""), "empty");
  EXPECT_EQ(kind("hello\n"), "text");
  EXPECT_EQ(kind("gr\xc3\xbc\xc3\x9f"), "text");
  EXPECT_EQ(kind("gr\xfc\xdf dich"), "text-8bit");
  EXPECT_EQ(kind("\r\n <!DOCTYPE HTML><x>"), "html");
  EXPECT_EQ(kind("<?xml version=\"1.0\"?>\n<a/>"), "xml");
  EXPECT_EQ(kind("<?xml version=\"1.0\"?>\n<svg>"), "svg");
  EXPECT_EQ(kind("{\"a\": 1}"), "json");
  EXPECT_EQ(kind("var a = 1;", "/www/a.JS"), "javascript");
  EXPECT_EQ(kind("a { b: c }", "a.css"), "css");
  EXPECT_EQ(kind("-----BEGIN CERTIFICATE-----\n"), "pem");
}

TEST(FileType, NamesScriptsByTheirInterpreter) {
  const FileType type = file_type(as_bytes("#! /bin/sh /etc/rc.common\nx"), "");
  EXPECT_EQ(type.kind, "script");
  EXPECT_EQ(type.interpreter.value, "/bin/sh /etc/rc.common");
  EXPECT_EQ(type.interpreter.range, (Range{3, 22}));
  EXPECT_EQ(kind("#!\n"), "text");
  EXPECT_EQ(kind("#!/bin/\x01\x02sh\n"), "data");
}

TEST(FileType, NamesBinaries) {
  EXPECT_EQ(kind("\0\0\0\0"sv), "padding");
  EXPECT_EQ(kind("\xff\xff\xff"sv), "padding");
  EXPECT_EQ(kind("\0\1\2\3"sv), "data");
  EXPECT_EQ(kind("BM is no picture"), "text");
  EXPECT_EQ(kind("\x1bLuaQ\0"sv), "lua-bytecode");
  EXPECT_EQ(kind("\0\0\0\x07ssh-rsa\0"sv), "ssh-key");
  std::string long_text(20'000, 'a');
  EXPECT_EQ(kind(long_text), "text");
  long_text.back() = '\0';
  EXPECT_EQ(kind(long_text), "data");
}

// `file` has no say in what we call a thing, and agrees on what it is.
TEST(FileType, NamesWhatOtherProgramsMake) {
  const TestFolder folder;
  const std::pair<std::string, std::string_view> made[] = {
      {"gzip -c /etc/passwd", "gzip"},
      {"bzip2 -c /etc/passwd", "bzip2"},
      {"xz -c /etc/passwd", "xz"},
      {"xz --format=lzma -c /etc/passwd", "lzma"},
      {"zstd -q -c /etc/passwd", "zstd"},
      {"lz4 -q -c /etc/passwd", "lz4"},
      {"tar -C /etc -cf - passwd", "tar"},
      {"echo /etc/passwd | cpio -o -H newc", "cpio"},
      {"openssl genrsa 1024", "pem"},
      {"cat /bin/sh", "elf"},
      {"python3 -c 'import py_compile,sys; open(\"" + (folder / "a.py") +
           "\",\"w\").write(\"x=1\"); py_compile.compile(\"" + (folder / "a.py") + "\", cfile=\"" +
           (folder / "a.pyc") + "\")' && cat " + (folder / "a.pyc"),
       "python-bytecode"},
  };
  for (const auto& [command, expected] : made) {
    const std::string text = output_of(command);
    ASSERT_FALSE(text.empty()) << command;
    EXPECT_EQ(kind(text), expected) << command;
  }
}

TEST(FileType, EndsOnEveryMutation) {
  const auto read = [](Bytes bytes) { EXPECT_FALSE(file_type(bytes, "x").kind.empty()); };
  for (const std::string_view good : {"<?xml version=\"1.0\"?>\n<svg>\xc3\xbc"sv, "#!/bin/sh\nx"sv,
                                      "\x5d\0\0\0\1\xff\xff\xff\xff"sv}) {
    each_prefix(as_bytes(good), read);
    each_flip(as_bytes(good), 500, read);
  }
  const Sample long_file = file_bytes("/bin/sh");
  each_flip(long_file, 20, read);
}

}  // namespace
}  // namespace assay::formats
