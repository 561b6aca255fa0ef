// ExtractWriter: where `assay extract` puts the members of a container: a folder or a tar file.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "cli/output.h"
#include "model/node.h"

namespace assay::cli {

// A member that was not written as it stands in the image.
struct LeftOut {
  std::string name;
  std::string why;
};

class ExtractWriter {
 public:
  virtual ~ExtractWriter() = default;

  // A member; for files its bytes follow, member.size of them. Errors: why it is left out; its
  // bytes are then not to be given. All throw std::system_error where the machine fails.
  virtual Result<void> begin(const Node& member) = 0;
  virtual void bytes(Bytes piece) = 0;

  // The file is whole, or stops short; called after begin() was without an error.
  virtual void end(bool whole) = 0;

  virtual void finish() = 0;  // after the last member
};

// Writes beneath `folder`, which must be missing or empty, and nowhere else, whatever the members
// are called: no path is followed through a link. Permission bits are kept but for set-id and
// sticky; owners, device nodes and links that lead out are not made. Throws std::system_error.
std::unique_ptr<ExtractWriter> write_to_folder(const std::string& folder);

// Writes a tar file (POSIX pax) with modes, owners, times, devices and links as they stand in the
// image. `out` must outlive it.
std::unique_ptr<ExtractWriter> write_as_tar(Output& out);

}  // namespace assay::cli
