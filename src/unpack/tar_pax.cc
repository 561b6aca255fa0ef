// Source: POSIX.1-2017, pax, "pax Extended Header"; GNU tar manual, "Storing Sparse Files"; star(4)
// for SCHILY.*; libarchive, tar(5), for LIBARCHIVE.*.
#include "unpack/tar_pax.h"

#include <fmt/core.h>

#include <charconv>
#include <limits>

#include "base/quote.h"

namespace assay::unpack {
namespace {

Result<std::int64_t> whole(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    return fail(ErrorCode::corrupt, fmt::format("pax: no number: {}", quote(text, 40)));
  return value;
}

Result<std::uint64_t> whole_unsigned(std::string_view text) {
  const std::int64_t value = TRY(whole(text));
  if (value < 0) return fail(ErrorCode::corrupt, fmt::format("pax: {} is below 0", value));
  return static_cast<std::uint64_t>(value);
}

// "1700000000.25" as whole seconds, rounded down.
Result<std::int64_t> seconds(std::string_view text) {
  const auto point = text.find('.');
  const std::int64_t value = TRY(whole(text.substr(0, point)));
  if (point == std::string_view::npos || !text.starts_with('-')) return value;
  const bool fraction = text.find_first_not_of('0', point + 1) != std::string_view::npos;
  return fraction && value > std::numeric_limits<std::int64_t>::min() ? value - 1 : value;
}

Result<void> add_map(std::string_view text, PaxSparse& sparse) {
  while (!text.empty()) {
    const auto first = text.find(',');
    if (first == std::string_view::npos)
      return fail(ErrorCode::corrupt, "pax: a sparse map with half a piece at its end");
    const auto second = std::min(text.find(',', first + 1), text.size());
    const std::uint64_t offset = TRY(whole_unsigned(text.substr(0, first)));
    const std::uint64_t size = TRY(whole_unsigned(text.substr(first + 1, second - first - 1)));
    sparse.map.emplace_back(offset, size);
    text.remove_prefix(std::min(second + 1, text.size()));
  }
  return {};
}

Result<void> add_sparse(std::string_view key, std::string_view value, PaxRecords& records) {
  if (key == "name") {
    records.sparse_name = value;
    return {};
  }
  if (!records.sparse) records.sparse.emplace();
  PaxSparse& sparse = *records.sparse;
  if (key == "major") {
    sparse.major = TRY(whole(value));
  } else if (key == "realsize" || key == "size") {
    sparse.real_size = TRY(whole(value));
  } else if (key == "map") {
    sparse.map.clear();
    TRY(add_map(value, sparse));
  } else if (key == "offset") {
    sparse.map.emplace_back(TRY(whole_unsigned(value)), 0);
  } else if (key == "numbytes" && !sparse.map.empty()) {
    sparse.map.back().second = TRY(whole_unsigned(value));
  }
  return {};
}

Result<void> add_record(std::string_view key, std::string_view value, PaxRecords& records) {
  constexpr std::string_view sparse = "GNU.sparse.";
  constexpr std::string_view xattr = "SCHILY.xattr.";
  if (key.starts_with(sparse)) return add_sparse(key.substr(sparse.size()), value, records);
  if (key.starts_with(xattr)) {
    records.xattrs.push_back({std::string(key.substr(xattr.size())), std::string(value)});
    return {};
  }
  if (key == "RHT.security.selinux") {
    records.xattrs.push_back({"security.selinux", std::string(value)});
    return {};
  }
  if (key == "path") records.path = value;
  if (key == "linkpath") records.linkpath = value;
  if (key == "uname") records.user = value;
  if (key == "gname") records.group = value;
  if (key == "comment") records.comment = value;
  if (key == "size") records.size = TRY(whole(value));
  if (key == "uid") records.uid = TRY(whole(value));
  if (key == "gid") records.gid = TRY(whole(value));
  if (key == "mtime") records.mtime_s = TRY(seconds(value));
  if (key == "SCHILY.devmajor") records.device_major = TRY(whole(value));
  if (key == "SCHILY.devminor") records.device_minor = TRY(whole(value));
  return {};
}

}  // namespace

Result<void> read_pax(Bytes data, PaxRecords& records) {
  std::string_view rest = as_text(data);
  while (!rest.empty() && rest[0] != '\0') {
    const auto space = rest.substr(0, 24).find(' ');
    if (space == std::string_view::npos)
      return fail(ErrorCode::corrupt, "pax: a record without a length");
    const std::uint64_t length = TRY(whole_unsigned(rest.substr(0, space)));
    if (length > rest.size() || length < space + 3 || rest[length - 1] != '\n') {
      return fail(ErrorCode::corrupt,
                  fmt::format("pax: a record of {} bytes in the last {}", length, rest.size()));
    }
    const std::string_view record = rest.substr(space + 1, length - space - 2);
    const auto equals = record.find('=');
    if (equals == std::string_view::npos)
      return fail(ErrorCode::corrupt, "pax: a record without '='");
    TRY(add_record(record.substr(0, equals), record.substr(equals + 1), records));
    rest.remove_prefix(length);
  }
  return {};
}

PaxRecords laid_over(PaxRecords over, const PaxRecords& base) {
  const auto fill = [](auto& own, const auto& other) {
    if (!own) own = other;
  };
  fill(over.path, base.path);
  fill(over.linkpath, base.linkpath);
  fill(over.user, base.user);
  fill(over.group, base.group);
  fill(over.size, base.size);
  fill(over.uid, base.uid);
  fill(over.gid, base.gid);
  fill(over.mtime_s, base.mtime_s);
  return over;
}

}  // namespace assay::unpack
