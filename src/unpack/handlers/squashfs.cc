// SquashFS, the compressed read-only file system of most Linux routers: versions 1 to 4, in both
// byte orders, with the compressions and dialects of vendors that are known.
//
//   super block | compression options | blocks of files | inodes | directories | fragments |
//   export references | ids | extended attributes           (any table may be missing)
//
// The parts are read in unpack/squashfs/, one file each; this file says what they come to.
//
// Source: squashfs-tools, squashfs_fs.h and squashfs_compat.h; Linux, fs/squashfs.
#include <fmt/core.h>

#include <algorithm>

#include "unpack/handler.h"
#include "unpack/squashfs/claims.h"
#include "unpack/squashfs/compression_options.h"
#include "unpack/squashfs/dialect.h"
#include "unpack/squashfs/superblock.h"
#include "unpack/squashfs/tree.h"
#include "unpack/squashfs/xattrs.h"

namespace assay::unpack {
namespace {

using sqfs::Superblock;

std::string_view to_string(ByteOrder order) {
  return order == ByteOrder::little ? "little" : "big";
}

Field number(std::string name, std::uint64_t value) {
  return {std::move(name), static_cast<std::int64_t>(value)};
}

Fields describe(const Superblock& super, const sqfs::ChosenDialect& chosen,
                const std::string& compression, std::string_view magic) {
  Fields fields = {{"version", super.version()},
                   {"magic", std::string(magic)},
                   {"byte_order", std::string(to_string(super.order))},
                   {"compression", compression}};
  if (const std::string stated = sqfs::stated_compression(super);
      !stated.empty() && stated != compression)
    fields.push_back({"compression_stated", stated});
  if (chosen.fits && chosen.dialect.codec != nullptr)
    fields.push_back({"codec", std::string(chosen.dialect.codec->id)});
  if (chosen.dialect.length_order != super.order) {
    fields.push_back(
        {"metadata_length_order", std::string(to_string(chosen.dialect.length_order))});
  }
  fields.push_back(number("block_size", super.block_size));
  fields.push_back(number("inodes", super.inodes));
  fields.push_back(number("fragments", super.fragments));
  fields.push_back(number("created_s", super.created_s));
  fields.push_back(number("flags", super.flags));
  fields.push_back(number("bytes_used", super.bytes_used));
  fields.push_back(number("root_inode", super.root_inode));
  if (super.major == 4) {
    fields.push_back(number("id_count", super.ids));
  } else {
    fields.push_back(number("uid_count", super.uids));
    fields.push_back(number("gid_count", super.gids));
  }
  return fields;
}

Result<Probe> probe(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  const Superblock super = TRY(sqfs::read_superblock(tail));
  Probe probe;
  probe.size = std::min<std::uint64_t>(super.bytes_used, tail.size());
  const Bytes image = tail.first(probe.size);
  const sqfs::ChosenDialect chosen = sqfs::choose_dialect(image, super);
  if (chosen.fits) probe.confidence = Confidence::consistent;

  std::string compression = sqfs::stated_compression(super);
  if (chosen.fits) compression = sqfs::compression_of(*chosen.dialect.codec);
  probe.title = fmt::format("SquashFS {}{}{}{}, {} inodes", super.version(),
                            super.order == ByteOrder::big ? " big-endian" : "",
                            compression.empty() ? "" : ", ", compression, super.inodes);
  probe.header = describe(super, chosen, compression, as_text(tail.first(4)));
  sqfs::Metadata metadata(image, super, chosen.dialect);
  if (auto options = sqfs::read_compression_options(metadata))
    std::ranges::move(options->fields, std::back_inserter(probe.header));
  if (super.major == 4) probe.header.push_back(number("xattrs", sqfs::Xattrs(metadata).count()));

  if (probe.size < super.bytes_used) {
    probe.problems.push_back(
        {"probe",
         ErrorCode::truncated,
         fmt::format("the super block states {} bytes, {} are there", super.bytes_used, probe.size),
         {}});
  } else if (!chosen.fits) {
    probe.problems.push_back({"probe",
                              ErrorCode::unsupported,
                              "no codec makes sense of the inode table",
                              {super.inode_table, super.bytes_used - super.inode_table}});
  }
  return probe;
}

Result<void> expand(Bytes chunk, const Probe& /*probe*/, Sink& sink) {
  const Superblock super = TRY(sqfs::read_superblock(chunk));
  const sqfs::ChosenDialect chosen = sqfs::choose_dialect(chunk, super);
  sqfs::Metadata metadata(chunk, super, chosen.dialect);
  sqfs::Xattrs xattrs(metadata);
  sqfs::claim_structures(metadata, xattrs, sink);

  sqfs::Tree tree(metadata, xattrs, chosen.dialect.codec, sink);
  const auto done = tree.add_all();
  if (tree.inodes_reached() == super.inodes) {
    sink.check({"inode count", CheckState::ok, ""});
  } else {
    const std::string counts =
        fmt::format("stated {}, reached {}", super.inodes, tree.inodes_reached());
    sink.check({"inode count", CheckState::bad, counts});
    sink.problem(ErrorCode::corrupt, "inode count: " + counts);
  }
  return done;
}

// "sqsh" as a 32-bit number of either order; vendors' "shsq" and "qshs" (LZMA), "hsqt" and "tqsh"
// (DD-WRT), "sqlz" and "zlqs" (LZMA). The version stands at 28, in the image's order.
constexpr Magic magics[] = {
    {"68 73 71 73"}, {"73 71 73 68"}, {"73 68 73 71"}, {"71 73 68 73"},
    {"68 73 71 74"}, {"74 71 73 68"}, {"73 71 6c 7a"}, {"7a 6c 71 73"},
};

}  // namespace

extern const Handler squashfs = {
    .id = "squashfs",
    .title = "SquashFS file system",
    .source = "squashfs-tools, squashfs_fs.h and squashfs_compat.h; Linux, fs/squashfs",
    .magics = magics,
    .recheck = "unsquashfs -cat {input} {member}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
