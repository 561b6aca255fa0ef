#include "base/mapping.h"

#include <sys/mman.h>

#include <cerrno>
#include <functional>
#include <system_error>

namespace assay {

std::shared_ptr<const Mapping> Mapping::of(int fd, std::uint64_t size) {
  if (size == 0) return std::shared_ptr<const Mapping>(new Mapping(Bytes()));
  void* const at = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (at == MAP_FAILED)
    throw std::system_error(errno, std::generic_category(), "cannot map the file");
  madvise(at, size, MADV_SEQUENTIAL);
  return std::shared_ptr<const Mapping>(new Mapping({static_cast<const std::uint8_t*>(at), size}));
}

Mapping::~Mapping() {
  if (!bytes_.empty()) munmap(const_cast<std::uint8_t*>(bytes_.data()), bytes_.size());  // NOLINT
}

bool Mapping::contains(Bytes bytes) const {
  const std::less_equal<const std::uint8_t*> not_after;
  return !bytes.empty() && not_after(bytes_.data(), bytes.data()) &&
         not_after(bytes.data() + bytes.size(), bytes_.data() + bytes_.size());
}

void Mapping::drop_pages() const {
  if (!bytes_.empty())
    madvise(const_cast<std::uint8_t*>(bytes_.data()), bytes_.size(), MADV_DONTNEED);  // NOLINT
}

}  // namespace assay
