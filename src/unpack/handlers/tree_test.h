// A tree of files of every kind, made for archivers to pack, and its listing, by which an opened
// archive is held to it.
#pragma once

#include <fmt/core.h>

#include <algorithm>
#include <string>

#include "base/checksum.h"
#include "base/quote.h"
#include "unpack/handlers/handler_test.h"

namespace assay::unpack::testing {

// Makes `tree` in the folder with owners and device nodes (by fakeroot), runs `commands` on it, and
// writes `listing`: a line for each file as its own operating system sees it.
inline void pack_tree(const TemporaryFolder& folder, const std::string& commands) {
  std::ofstream(folder / "list.py") << R"(
import os, stat, sys, zlib
kinds = {stat.S_IFREG: 'file', stat.S_IFDIR: 'directory', stat.S_IFLNK: 'symlink',
         stat.S_IFCHR: 'char_device', stat.S_IFBLK: 'block_device', stat.S_IFIFO: 'fifo'}
os.chdir('tree')
for top, folders, files in os.walk(b'.'):
    for name in [b'.'] * (top == b'.') + folders + files:
        path = os.path.normpath(os.path.join(top, name))
        s = os.lstat(path)
        kind = kinds[stat.S_IFMT(s.st_mode)]
        data = open(path, 'rb').read() if kind == 'file' else b''
        link = os.readlink(path) if kind == 'symlink' else b''
        device = (os.major(s.st_rdev), os.minor(s.st_rdev)) if 'device' in kind else (0, 0)
        shown = path.replace(b'\n', b'\\n').decode()
        print(shown, kind, '%o' % (s.st_mode & 0o7777), s.st_uid, s.st_gid, int(s.st_mtime),
              len(data), '%08x' % zlib.crc32(data), link.decode(), '%d:%d' % device, sep='|')
)";
  std::ofstream(folder / "pack.sh") << "set -e\n"
                                    << R"(
umask 022; mkdir -p tree/sub/deeper; cd tree
printf 'hello\n' > hello; : > empty; head -c 70000 /usr/bin/python3 > sub/binary
printf '#!/bin/sh\n' > sub/suid; printf 'x' > "sub/new
line and space"; printf 'umlaut' > 'sub/grün'
ln -s hello symlink; ln -s /etc/passwd absolute; ln -s ../../.. sub/up; ln hello sub/deeper/again
mkfifo fifo; mknod serial c 4 64; mknod disk b 8 1
chown 1000:100 sub hello; chown 65534:65534 sub/binary; chmod 4755 sub/suid; chmod 1777 sub/deeper
chmod 600 hello; chmod 750 sub; find . -exec touch -h -d @1500000001 {} +
cd ..
)" << commands << "\npython3 list.py | LC_ALL=C sort > listing\n";
  folder.run("fakeroot sh ./pack.sh");
}

inline std::string listing_line(Bytes chunk, const Member& member) {
  const Attributes& a = member.attributes;
  const auto bytes = member_bytes(chunk, member);
  EXPECT_TRUE(bytes) << member.name;
  EXPECT_FALSE(member.unreadable) << member.name;
  return fmt::format(
      "{}|{}|{:o}|{}|{}|{}|{}|{:08x}|{}|{}:{}",
      member.name == "sub/new\nline and space" ? "sub/new\\nline and space" : member.name,
      node_kind_names[static_cast<std::size_t>(member.kind)], a.mode.value_or(0), a.uid.value_or(0),
      a.gid.value_or(0), a.mtime_s.value_or(0), bytes->size(), crc32(*bytes),
      a.link_target.value_or(""), a.device_major.value_or(0), a.device_minor.value_or(0));
}

// The same lines of what a handler found, sorted.
inline std::string listing_of(Bytes chunk, const Opened& opened) {
  std::vector<std::string> lines;
  for (const Member& member : opened.members) lines.push_back(listing_line(chunk, member) + "\n");
  std::ranges::sort(lines);
  std::string text;
  for (const std::string& line : lines) text += line;
  return text;
}

inline std::string text_of(const std::filesystem::path& path) {
  return std::string(as_text(file_bytes(path)));
}

// The bytes with 3000 others behind them that are neither zero nor any format's.
inline Buffer with_garbage(Buffer bytes) {
  for (std::size_t i = 0; i < 3000; i++) bytes.push_back(static_cast<std::uint8_t>(i % 251 | 1));
  return bytes;
}

}  // namespace assay::unpack::testing
