// Goes through a tar archive entry by entry, with long names and pax headers already put in place.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/problem.h"
#include "unpack/content.h"
#include "unpack/tar_header.h"
#include "unpack/tar_pax.h"

namespace assay::unpack {

struct TarEntry {
  TarHeader header;  // names, size and numbers as the extensions say them, where they do
  PaxRecords pax;
  Range headers;             // all blocks before the data
  Range data;                // stored; cut where the archive is
  std::uint64_t stated = 0;  // bytes of data as the header says
  Content content;           // of a file, with the holes of a sparse one
  std::optional<Error> unreadable;
};

class TarWalk {
 public:
  explicit TarWalk(Bytes archive) : archive_(archive) {}

  // The next entry, or nothing where the archive ends; why it does is in problem().
  std::optional<TarEntry> next();

  // Once next() gave nothing: size of the archive with the zero blocks that end it.
  std::uint64_t size() const { return at_; }
  const std::vector<Problem>& problems() const { return problems_; }
  const PaxRecords& global() const { return global_; }
  Range end_blocks() const { return end_blocks_; }

 private:
  void end_at_zeros();
  std::nullopt_t end(ErrorCode code, std::string sentence);
  bool extend(TarEntry& entry, const TarHeader& header);
  void extend_by(TarEntry& entry, char type, Range data);
  void settle(TarEntry& entry);
  bool has_data(const TarHeader& header) const;
  void read_content(TarEntry& entry, Bytes block);
  Range take_data(std::uint64_t size);

  Bytes archive_;
  std::uint64_t at_ = 0;
  std::optional<std::string> long_name_, long_link_;
  PaxRecords global_;
  std::vector<Problem> problems_;
  Range end_blocks_;
  bool ended_ = false;
};

}  // namespace assay::unpack
