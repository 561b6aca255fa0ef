// What the tests of SquashFS share: a file tree, an image that squashfs-tools make of it, and the
// comparison of what the handler reads with the tree.
#pragma once

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "base/quote.h"
#include "unpack/handlers/handler_test.h"

namespace assay::unpack {
extern const Handler squashfs;
}

namespace assay::unpack::testing {

// One name of a file tree. Hard links name their file in `same_as`.
struct Entry {
  std::string name;
  NodeKind kind = NodeKind::file;
  std::uint32_t mode = 0644;
  std::uint32_t uid = 0, gid = 0;
  std::int64_t mtime_s = 1'000'000'000;
  std::string text;  // a file's bytes, a link's target
  std::uint32_t device_major = 0, device_minor = 0;
  std::map<std::string, std::string> xattrs = {};
  std::string same_as = {};
};

inline void add_octal(std::string& header, std::size_t at, std::size_t size, std::uint64_t value) {
  const std::string digits = fmt::format("{:0{}o}", value, size - 1);
  header.replace(at, digits.size(), digits);
}

inline void add_record(std::string& tar, const Entry& entry, char type, const std::string& link,
                       const std::string& body) {
  std::string header(512, '\0');
  header.replace(0, entry.name.size(), entry.name);
  add_octal(header, 100, 8, entry.mode);
  add_octal(header, 108, 8, entry.uid);
  add_octal(header, 116, 8, entry.gid);
  add_octal(header, 124, 12, body.size());
  add_octal(header, 136, 12, static_cast<std::uint64_t>(entry.mtime_s));
  header.replace(148, 8, "        ");
  header[156] = type;
  header.replace(157, link.size(), link);
  header.replace(257, 8, std::string("ustar\00000", 8));
  add_octal(header, 329, 8, entry.device_major);
  add_octal(header, 337, 8, entry.device_minor);
  std::uint64_t sum = 0;
  for (const char c : header) sum += static_cast<std::uint8_t>(c);
  header.replace(148, 7, fmt::format("{:06o}", sum) + '\0');
  tar += header + body;
  tar.append((512 - body.size() % 512) % 512, '\0');
}

// The tree as a POSIX tar file.
inline std::string as_tar(const std::vector<Entry>& entries) {
  constexpr std::string_view types =
      "??05"
      "2346";  // by NodeKind; '?': not in a tree
  Entry header_entry;
  header_entry.name = "pax";
  std::string tar;
  for (const Entry& entry : entries) {
    std::string records;
    for (const auto& [name, value] : entry.xattrs) {
      const std::string rest = " SCHILY.xattr." + name + "=" + value + "\n";
      std::size_t size = rest.size() + 1;
      while (fmt::format("{}", size).size() + rest.size() != size) size++;
      records += fmt::format("{}", size) + rest;
    }
    if (!records.empty()) add_record(tar, header_entry, 'x', "", records);
    const bool is_file = entry.kind == NodeKind::file && entry.same_as.empty();
    const char type = entry.same_as.empty() ? types[static_cast<std::size_t>(entry.kind)] : '1';
    const std::string link = entry.kind == NodeKind::symlink ? entry.text : entry.same_as;
    add_record(tar, entry, type, link, is_file ? entry.text : "");
  }
  return tar + std::string(1024, '\0');
}

// The image that mksquashfs makes of the tree with `options`.
inline Buffer make_image(const std::vector<Entry>& entries, const std::string& options) {
  const TemporaryFolder folder;
  std::ofstream(folder / "tree.tar", std::ios::binary) << as_tar(entries);
  folder.run("mksquashfs - image -tar -root-mode 0751 -processors 1 -no-progress " + options +
             " <tree.tar");
  return file_bytes(folder / "image");
}

// Bytes of the container that nobody claims.
inline std::uint64_t unclaimed(const Opened& opened) {
  std::vector<bool> claimed(opened.probe.size);
  for (const Claim& claim : opened.claims)
    std::fill_n(claimed.begin() + static_cast<std::ptrdiff_t>(claim.range.offset), claim.range.size,
                true);
  return static_cast<std::uint64_t>(std::ranges::count(claimed, false));
}

// As member_bytes(), but a piece that many members share is decoded once.
class Contents {
 public:
  explicit Contents(Bytes chunk) : chunk_(chunk) {}

  Result<std::string> read(const Member& member) {
    std::string text;
    for (const Extent& extent : member.content.extents) {
      if (extent.stored.size == 0) {
        text.append(extent.size, '\0');
        continue;
      }
      const Bytes stored = TRY(slice(chunk_, extent.stored));
      Bytes plain = stored;
      if (extent.codec != nullptr) {
        auto [found, is_new] = decoded_.try_emplace(extent.stored.offset);
        if (is_new) TRY(extent.codec->decode(stored, extent.plain_size_max, found->second));
        plain = TRY(slice(found->second, {extent.skip, extent.size}));
      }
      text += as_text(plain);
    }
    return text;
  }

 private:
  Bytes chunk_;
  std::map<std::uint64_t, Buffer> decoded_;
};

inline void expect_same(const Entry& entry, const Member& member, Contents& contents) {
  SCOPED_TRACE(quote(entry.name));
  const Attributes& attributes = member.attributes;
  EXPECT_EQ(member.kind, entry.kind);
  EXPECT_FALSE(member.unreadable);
  EXPECT_EQ(attributes.mode, entry.mode);
  EXPECT_EQ(attributes.uid, entry.uid);
  EXPECT_EQ(attributes.gid, entry.gid);
  EXPECT_EQ(attributes.mtime_s, entry.mtime_s);
  if (entry.kind == NodeKind::symlink) {
    EXPECT_EQ(attributes.link_target, entry.text);
  } else {
    EXPECT_FALSE(attributes.link_target);
  }
  if (entry.kind == NodeKind::char_device || entry.kind == NodeKind::block_device) {
    EXPECT_EQ(attributes.device_major, entry.device_major);
    EXPECT_EQ(attributes.device_minor, entry.device_minor);
  } else {
    EXPECT_FALSE(attributes.device_major);
  }
  std::map<std::string, std::string> xattrs;
  for (const Field& field : attributes.xattrs)
    xattrs[field.name] = std::get<std::string>(field.value);
  EXPECT_EQ(xattrs, entry.xattrs);
  if (entry.kind != NodeKind::file) return;
  const auto text = contents.read(member);
  ASSERT_TRUE(text) << text.error().detail;
  EXPECT_TRUE(*text == entry.text) << text->size() << " bytes, " << entry.text.size() << " wanted";
}

// Expects that the image holds the tree, each name once, and nothing besides the root.
inline void expect_tree(Bytes image, const std::vector<Entry>& entries) {
  const auto opened = open(squashfs, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_FALSE(opened->error);
  for (const Problem& problem : opened->problems) ADD_FAILURE() << problem.sentence;
  EXPECT_EQ(opened->probe.confidence, Confidence::consistent);
  ASSERT_EQ(opened->members.size(), entries.size() + 1);
  EXPECT_EQ(opened->members[0].name, ".");
  EXPECT_EQ(opened->members[0].kind, NodeKind::directory);
  EXPECT_EQ(opened->members[0].attributes.mode, 0751U);  // owner and time are not the tree's
  EXPECT_EQ(unclaimed(*opened), 0U);
  Contents contents(image);
  std::map<std::string, const Member*> members;
  for (const Member& member : opened->members) members[member.name] = &member;
  for (const Entry& entry : entries) {
    const auto found = members.find(entry.name);
    if (found == members.end()) {
      ADD_FAILURE() << quote(entry.name) << " is missing";
      continue;
    }
    expect_same(entry, *found->second, contents);
    if (!entry.same_as.empty()) {
      EXPECT_EQ(found->second->attributes.inode, members[entry.same_as]->attributes.inode);
    }
  }
}

// Splits one line of a pseudo file: fields end at spaces, a backslash takes the next byte as it is.
inline std::vector<std::string> pseudo_fields(std::string_view line) {
  std::vector<std::string> fields(1);
  for (std::size_t i = 0; i < line.size(); i++) {
    if (line[i] == ' ') {
      fields.emplace_back();
    } else {
      if (line[i] == '\\' && i + 1 < line.size()) i++;
      fields.back() += line[i];
    }
  }
  return fields;
}

// Expects of a member what a line that `unsquashfs -pf` wrote says of it:
// name, kind, time, mode, uid, gid, and what the kind needs. `data` is the pseudo file's.
inline void expect_line(const Member& member, const std::vector<std::string>& line,
                        const std::string& text, std::string_view data) {
  constexpr std::string_view kinds = "??RDSCBI";  // by NodeKind
  const Attributes& attributes = member.attributes;
  const char kind = kinds[std::min<std::size_t>(static_cast<std::size_t>(member.kind), 7)];
  EXPECT_EQ(line[1], std::string(1, kind));
  if (attributes.mtime_s) {
    EXPECT_EQ(fmt::format("{}", *attributes.mtime_s), line[2]);
  }
  EXPECT_EQ(fmt::format("{:o}", attributes.mode.value_or(0)), line[3]);
  EXPECT_EQ(fmt::format("{}", attributes.uid.value_or(0)), line[4]);
  EXPECT_EQ(fmt::format("{}", attributes.gid.value_or(0)), line[5]);
  if (kind == 'S') {
    EXPECT_EQ(attributes.link_target, line[6]);
  }
  if (kind == 'C' || kind == 'B') {
    // unsquashfs 4.5.1 splits the stored number into its low 8 bits and the rest.
    const std::uint32_t minor = *attributes.device_minor;
    const std::uint32_t stored =
        (minor & 0xffU) | *attributes.device_major << 8U | (minor & 0xfff00U) << 12U;
    EXPECT_EQ(fmt::format("{} {}", stored >> 8U, stored & 0xffU), line[6] + " " + line[7]);
  }
  if (kind == 'R') {
    EXPECT_TRUE(text == data.substr(std::stoull(line[7]), std::stoull(line[6])));
  }
}

// Expects that the members are those that `said`, a file of `unsquashfs -pf`, has, names without
// line ends provided. `texts` are files' bytes by name.
inline void expect_as_said(const Opened& opened, std::map<std::string, std::string>& texts,
                           std::string_view said) {
  constexpr std::string_view data_starts = "#\n# START OF DATA - DO NOT MODIFY\n#\n";
  const std::size_t lines_end = std::min(said.find(data_starts), said.size());
  const std::string_view data = said.substr(std::min(lines_end + data_starts.size(), said.size()));
  std::map<std::string, const Member*> members;
  for (const Member& member : opened.members) members[member.name] = &member;
  std::size_t count = 0;
  for (std::size_t at = 0; at < lines_end; count++) {
    const std::size_t end = std::min(said.find('\n', at), lines_end);
    const std::vector<std::string> line = pseudo_fields(said.substr(at, end - at));
    at = end + 1;
    const std::string& name = line[0] == "/" ? "." : line[0];
    SCOPED_TRACE(quote(name));
    ASSERT_TRUE(members.contains(name));
    const Member& member = *members[name];
    if (line[1] == "L") {
      ASSERT_TRUE(members.contains(line[2]));
      EXPECT_EQ(member.attributes.inode, members[line[2]]->attributes.inode);
    } else {
      expect_line(member, line, texts[name], data);
    }
  }
  EXPECT_EQ(count, opened.members.size());
}

}  // namespace assay::unpack::testing
