#include "casefile/seal.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <vector>

#include "base/endian.h"
#include "base/quote.h"
#include "casefile/database.h"

namespace assay::casefile {
namespace {

constexpr std::string_view magic = "ASSAYSEAL1\n";

struct SealHead {
  char magic[11];
  le32 page_size;
  le64 pages;
};
static_assert(sizeof(SealHead) == 23);

constexpr std::uint64_t digest_size = sizeof(Digest);
constexpr std::uint64_t fixed_size = sizeof(SealHead) + digest_size;
constexpr std::uint64_t pages_at_once = 256;

Buffer head_bytes(std::uint64_t pages) {
  Buffer head(sizeof(SealHead));
  std::memcpy(head.data(), magic.data(), magic.size());
  for (std::size_t i = 0; i < 4; i++)
    head[11 + i] = static_cast<std::uint8_t>(page_size >> (8 * i));
  for (std::size_t i = 0; i < 8; i++) head[15 + i] = static_cast<std::uint8_t>(pages >> (8 * i));
  return head;
}

// The bytes there, fewer only at the file's end. Throws std::system_error.
Buffer read_at(int fd, std::uint64_t offset, std::uint64_t size) {
  Buffer bytes(size);
  std::uint64_t done = 0;
  while (done < size) {
    const ssize_t got =
        pread(fd, bytes.data() + done, size - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw std::system_error(errno, std::generic_category(), "cannot read a case file");
    if (got == 0) break;
    done += static_cast<std::uint64_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

void write_at(int fd, std::uint64_t offset, Bytes bytes) {
  while (!bytes.empty()) {
    const ssize_t done = pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (done < 0 && errno == EINTR) continue;
    if (done < 0)
      throw std::system_error(errno, std::generic_category(), "cannot write the case file's seal");
    bytes = bytes.subspan(static_cast<std::size_t>(done));
    offset += static_cast<std::uint64_t>(done);
  }
}

std::uint64_t size_of(int fd) {
  struct stat status = {};
  if (fstat(fd, &status) != 0)
    throw std::system_error(errno, std::generic_category(), "cannot read a case file");
  return S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
}

// The digests of `count` pages from `first` on.
std::vector<Digest> page_digests(int fd, std::uint64_t first, std::uint64_t count) {
  const Buffer bytes = read_at(fd, first * page_size, count * page_size);
  std::vector<Digest> digests;
  for (std::uint64_t at = 0; at < bytes.size(); at += page_size)
    digests.push_back(
        sha256(Bytes(bytes).subspan(at, std::min<std::uint64_t>(page_size, bytes.size() - at))));
  return digests;
}

Bytes bytes_of(const std::vector<Digest>& digests) {
  return {reinterpret_cast<const std::uint8_t*>(digests.data()), digests.size() * digest_size};
}

// " (table account)", as far as the damaged file can still tell.
std::string owner(const std::filesystem::path& path, std::uint64_t page) {
  try {
    const Database database(Database::Mode::read_only, path);
    Statement statement(database, "SELECT name FROM dbstat WHERE pageno = ?");
    statement.set(page + 1);
    if (statement.step()) return fmt::format(" (table {})", quote(statement.text(0), 64));
  } catch (const SqlError&) {  // no dbstat in this SQLite, or damage that it cannot read past
  }
  return "";
}

Result<Seal> check_pages(const std::filesystem::path& path, int fd, std::uint64_t pages) {
  const std::uint64_t seal_offset = pages * page_size;
  const Buffer head = read_at(fd, seal_offset, sizeof(SealHead));
  if (head != head_bytes(pages))
    return fail(ErrorCode::corrupt, fmt::format("the head of the seal at {:#x} is not one of {} "
                                                "pages",
                                                seal_offset, pages));
  Sha256 root;
  root.add(head);
  std::optional<std::uint64_t> different;
  for (std::uint64_t page = 0; page < pages; page += pages_at_once) {
    const std::uint64_t count = std::min(pages_at_once, pages - page);
    const std::vector<Digest> found = page_digests(fd, page, count);
    const Buffer sealed =
        read_at(fd, seal_offset + sizeof(SealHead) + page * digest_size, count * digest_size);
    root.add(sealed);
    for (std::size_t i = 0; !different && i < found.size(); i++)
      if (!std::equal(found[i].begin(), found[i].end(),
                      sealed.begin() + static_cast<std::ptrdiff_t>(i * digest_size)))
        different = page + i;
  }
  const Digest digest = root.finish();
  const Buffer sealed_root =
      read_at(fd, seal_offset + sizeof(SealHead) + pages * digest_size, digest_size);
  if (!std::equal(digest.begin(), digest.end(), sealed_root.begin(), sealed_root.end())) {
    const std::uint64_t at =
        seal_offset + sizeof(SealHead) + different.value_or(pages) * digest_size;
    return fail(ErrorCode::corrupt, fmt::format("the seal itself was altered, first at {:#x}", at));
  }
  if (different)
    return fail(
        ErrorCode::corrupt,
        fmt::format("altered in page {}, bytes {:#x} to {:#x}{}", *different + 1,
                    *different * page_size, (*different + 1) * page_size, owner(path, *different)));
  return Seal{pages, digest};
}

struct OpenFile {
  int fd;
  ~OpenFile() {
    if (fd >= 0) close(fd);
  }
};

}  // namespace

Seal seal(int fd) {
  const std::uint64_t size = size_of(fd);
  ASSAY_ASSERT(size > 0 && size % page_size == 0);
  const std::uint64_t pages = size / page_size;
  const Buffer head = head_bytes(pages);
  Sha256 root;
  root.add(head);
  write_at(fd, size, head);
  std::uint64_t at = size + head.size();
  for (std::uint64_t page = 0; page < pages; page += pages_at_once) {
    const auto digests = page_digests(fd, page, std::min(pages_at_once, pages - page));
    root.add(bytes_of(digests));
    write_at(fd, at, bytes_of(digests));
    at += digests.size() * digest_size;
  }
  const Seal made{pages, root.finish()};
  write_at(fd, at, made.root);
  return made;
}

Result<Seal> check_seal(const std::filesystem::path& path) {
  const OpenFile file{open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  const auto refuse = [&](ErrorCode code, std::string_view why) {
    return fail(code, fmt::format("{}: {}", quote(path.native()), why));
  };
  if (file.fd < 0) return refuse(ErrorCode::truncated, std::generic_category().message(errno));
  try {
    const std::uint64_t size = size_of(file.fd);
    if (as_text(read_at(file.fd, 0, std::min<std::uint64_t>(size, 16))) !=
        std::string_view("SQLite format 3\0", 16))
      return refuse(ErrorCode::corrupt, "not a case file: it does not begin as an SQLite database");
    if (size < page_size + fixed_size || (size - fixed_size) % (page_size + digest_size) != 0)
      return refuse(ErrorCode::truncated,
                    fmt::format("no seal: {} bytes are no number of sealed pages; the file was cut "
                                "short, written to, or is no case file",
                                size));
    auto seal = check_pages(path, file.fd, (size - fixed_size) / (page_size + digest_size));
    if (!seal) return refuse(seal.error().code, seal.error().detail);
    return seal;
  } catch (const std::system_error& error) {
    return refuse(ErrorCode::truncated, error.what());
  }
}

}  // namespace assay::casefile
