// How zip's readers find the directory: they look for "PK 5 6" from the end of the file backwards.
// In an image the archive may stand anywhere, so the first end is taken whose directory lists the
// place that is looked at; but the last one of the node first, as the readers would.
//
// Offsets count from the archive's first byte, from the start of a program that it is appended to,
// or of whatever it was cut from: the directory's place against its stated offset shows by how
// much all of them are off.
//
// Source: PKWARE APPNOTE.TXT 6.3.10, 4.3.16 and 4.4.24.
#include "unpack/zip_directory.h"

#include <fmt/core.h>

#include <algorithm>

namespace assay::unpack {
namespace {

constexpr std::uint64_t end_size_max = 22 + 0xffff;
constexpr std::uint64_t end_size_min = 22;

// Reads the central headers in [at, limit); says so where they stop early.
void read_entries(Bytes archive, std::uint64_t at, std::uint64_t limit, ZipDirectory& directory) {
  const std::uint64_t start = at;
  const Bytes headers = archive.first(limit);
  while (at < limit) {
    auto entry = read_zip_central(headers, at);
    if (!entry) {
      directory.problems.push_back(
          {"probe", entry.error().code, entry.error().detail, {at, limit - at}});
      break;
    }
    at += entry->size;
    directory.entries.push_back(*std::move(entry));
  }
  directory.range = {start, at - start};
}

// Says where each local header is. What is stated is `shift` too small (modulo 2^64).
void place_entries(std::uint64_t shift, ZipDirectory& directory) {
  std::uint64_t misplaced = 0;
  std::vector<ZipHeader> kept;
  for (ZipHeader& entry : directory.entries) {
    const std::uint64_t place = entry.local_offset + shift;
    if (place >= directory.range.offset) {
      misplaced++;
      continue;
    }
    directory.places.push_back(place);
    kept.push_back(std::move(entry));
  }
  directory.entries = std::move(kept);
  if (misplaced > 0) {
    directory.problems.push_back(
        {"probe", ErrorCode::corrupt,
         fmt::format("{} entries have their data outside the archive", misplaced),
         directory.range});
  }
}

// Whether local headers one behind the other lead from the archive's start to `place`: entries that
// the directory does not list.
bool leads_to(Bytes archive, std::uint64_t place) {
  constexpr int steps_max = 100;
  std::uint64_t at = 0;
  for (int step = 0; at < place && step < steps_max; step++) {
    const auto header = read_zip_local(archive, at);
    if (!header || header->stored_size > archive.size() - at - header->size) return false;
    at += header->size + header->stored_size;
    at += zip_descriptor_size(archive, at, *header);
  }
  return at == place;
}

// The directory that ends at `end_at`, if it is that of the archive that starts here.
Result<ZipDirectory> directory_from_here(Bytes archive, std::uint64_t end_at) {
  ZipDirectory directory = TRY(read_zip_directory(archive, end_at));
  if (directory.places.empty()) {
    if (end_at == 0) return directory;
    return fail(ErrorCode::corrupt, "zip: the directory has no entry here");
  }
  const std::uint64_t first = *std::ranges::min_element(directory.places);
  if (first != 0 && !leads_to(archive, first))
    return fail(ErrorCode::corrupt,
                fmt::format("zip: the directory's entries start at {:#x}", first));
  return directory;
}

std::string_view text_between(Bytes archive, std::uint64_t first, std::uint64_t last) {
  return as_text(archive.subspan(first, last - first));
}

}  // namespace

Result<ZipDirectory> read_zip_directory(Bytes archive, std::uint64_t end_at) {
  ZipDirectory directory;
  directory.end = TRY(read_zip_end(archive, end_at));
  const ZipEnd& end = directory.end;
  const std::uint64_t start = end.records_at - end.directory_size;
  read_entries(archive, start, end.records_at, directory);
  if (end.directory_size > 0 && directory.entries.empty())
    return fail(ErrorCode::corrupt, fmt::format("zip: no central header at {:#x}", start));
  const std::uint64_t found = directory.entries.size();
  if (found % 65536 != end.entries % 65536 || (end.zip64 && found != end.entries)) {
    directory.problems.push_back(
        {"probe", ErrorCode::corrupt,
         fmt::format("the directory has {} entries, its end says {}", found, end.entries),
         directory.range});
  }
  if (end.many_disks)
    directory.problems.push_back(
        {"probe", ErrorCode::unsupported, "the archive is one part of several", {}});
  place_entries(start - end.directory_offset, directory);
  return directory;
}

Result<ZipDirectory> find_zip_directory(const Candidate& candidate) {
  const Bytes tail = candidate.tail();
  const auto try_at = [&](std::uint64_t at) -> Result<ZipDirectory> {
    TRY(candidate.charge(4096));
    auto directory = directory_from_here(tail, at);
    if (!directory) {
      const auto end = read_zip_end(tail, at);
      TRY(candidate.charge(end ? end->directory_size : 0));
    }
    return directory;
  };
  const std::uint64_t size = tail.size();
  if (size < end_size_min) return fail(ErrorCode::corrupt, "zip: too short");
  TRY(candidate.charge(std::min<std::uint64_t>(size, end_size_max) / 16));
  const std::uint64_t last_from = size - std::min<std::uint64_t>(size, end_size_max);
  const auto last = text_between(tail, last_from, size).rfind(zip_end_magic);
  if (last != std::string_view::npos) {
    if (auto directory = try_at(last_from + last)) return directory;
  }
  // From the front, in steps, so that what is charged is what was looked at.
  constexpr std::uint64_t step = 65536;
  for (std::uint64_t from = 0; from < size; from += step) {
    const std::uint64_t to = std::min<std::uint64_t>(size, from + step + zip_end_magic.size() - 1);
    const std::string_view text = text_between(tail, from, to);
    TRY(candidate.charge(step / 16));
    for (auto at = text.find(zip_end_magic); at != std::string_view::npos;
         at = text.find(zip_end_magic, at + 1)) {
      auto directory = try_at(from + at);
      if (directory || directory.error().code == ErrorCode::limit) return directory;
    }
  }
  return fail(ErrorCode::corrupt, "zip: no directory lists what stands here");
}

}  // namespace assay::unpack
