#include "unpack/source.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/quote.h"

namespace assay::unpack {
namespace {

std::string reason() { return std::generic_category().message(errno); }

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

// Opens beneath `directory` without following any link.
int open_beneath(int directory, const std::string& relative, std::uint64_t flags) {
  open_how how{};
  how.flags = flags | O_CLOEXEC | O_NONBLOCK;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  return static_cast<int>(syscall(SYS_openat2, directory, relative.c_str(), &how, sizeof(how)));
}

Result<std::vector<std::string>> names_in(int root, const std::string& folder) {
  const int fd = open_beneath(root, folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
  if (fd < 0)
    return fail(ErrorCode::corrupt, fmt::format("cannot list {}: {}", quote(folder), reason()));
  DIR* const stream = fdopendir(fd);
  if (stream == nullptr) {
    ::close(fd);
    return fail(ErrorCode::corrupt, fmt::format("cannot list {}: {}", quote(folder), reason()));
  }
  std::vector<std::string> names;
  while (const dirent* entry = readdir(stream)) {  // NOLINT(concurrency-mt-unsafe): own stream
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  closedir(stream);
  std::ranges::sort(names);
  return names;
}

NodeKind kind_of(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFDIR:
      return NodeKind::directory;
    case S_IFLNK:
      return NodeKind::symlink;
    case S_IFCHR:
      return NodeKind::char_device;
    case S_IFBLK:
      return NodeKind::block_device;
    case S_IFIFO:
      return NodeKind::fifo;
    case S_IFSOCK:
      return NodeKind::socket;
    default:
      return NodeKind::file;
  }
}

Member member_of(int root, const std::string& name, const struct stat& status) {
  Member member;
  member.name = name;
  member.kind = kind_of(status.st_mode);
  member.attributes.mode = status.st_mode & 07777U;
  member.attributes.uid = status.st_uid;
  member.attributes.gid = status.st_gid;
  member.attributes.mtime_s = status.st_mtime;
  if (member.kind == NodeKind::file && status.st_nlink > 1) member.attributes.inode = status.st_ino;
  if (member.kind == NodeKind::char_device || member.kind == NodeKind::block_device) {
    member.attributes.device_major = major(status.st_rdev);
    member.attributes.device_minor = minor(status.st_rdev);
  }
  if (member.kind == NodeKind::symlink) {
    std::string text(4096, '\0');
    const ssize_t size = readlinkat(root, name.c_str(), text.data(), text.size());
    text.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
    member.attributes.link_target = text;
  }
  return member;
}

}  // namespace

Result<Source> Source::open(const std::string& path, const Limits& limits) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0)
    return fail(ErrorCode::corrupt, fmt::format("cannot open {}: {}", quote(path), reason()));
  if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) {
    return fail(ErrorCode::unsupported,
                fmt::format("{} is neither a file nor a directory; copy it into a file first, for "
                            "example with dd",
                            quote(path)));
  }
  Source source;
  source.is_directory_ = S_ISDIR(status.st_mode);
  source.fd_ =
      ::open(path.c_str(), O_RDONLY | O_CLOEXEC | (source.is_directory_ ? O_DIRECTORY : 0));
  if (source.fd_ < 0 || fstat(source.fd_, &status) != 0)
    return fail(ErrorCode::corrupt, fmt::format("cannot open {}: {}", quote(path), reason()));
  std::filesystem::path file = std::filesystem::path(path).lexically_normal();
  if (!file.has_filename()) file = file.parent_path();
  source.name_ = file.filename();
  source.size_max_ = limits.image_size_max;
  if (source.is_directory_) return source;
  source.size_ = static_cast<std::uint64_t>(status.st_size);
  if (source.size_ == 0) return fail(ErrorCode::truncated, fmt::format("{} is empty", quote(path)));
  if (source.size_ > limits.image_size_max) {
    return fail(ErrorCode::limit,
                fmt::format("{} has {} bytes, more than the limit of {}; raise it "
                            "with --max-image-size",
                            quote(path), source.size_, limits.image_size_max));
  }
  return source;
}

Source::Source(Source&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      is_directory_(other.is_directory_),
      size_(other.size_),
      size_max_(other.size_max_),
      name_(std::move(other.name_)) {}

Source::~Source() {
  if (fd_ >= 0) ::close(fd_);
}

std::shared_ptr<const Mapping> Source::map() const { return Mapping::of(fd_, size_); }

Result<void> Source::list(Sink& sink) const {
  std::vector<std::string> folders = {""};  // still to be listed, the next at the back
  while (!folders.empty()) {
    const std::string folder = folders.back();
    folders.pop_back();
    const auto names = names_in(fd_, folder);
    if (!names) {
      sink.problem(names.error());
      continue;
    }
    std::vector<std::string> inner;
    for (const std::string& name : *names) {
      const std::string full = folder.empty() ? name : folder + "/" + name;
      struct stat status{};
      if (fstatat(fd_, full.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
        sink.problem(ErrorCode::corrupt,
                     fmt::format("cannot look at {}: {}", quote(full), reason()));
        continue;
      }
      if (S_ISDIR(status.st_mode)) inner.push_back(full);
      TRY(sink.add(member_of(fd_, full, status)));
    }
    folders.insert(folders.end(), inner.rbegin(), inner.rend());
  }
  return {};
}

Result<Held> Source::open_member(const std::string& relative) const {
  const Descriptor file(open_beneath(fd_, relative, O_RDONLY));
  struct stat status{};
  if (file.get() < 0 || fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
    return fail(ErrorCode::corrupt, fmt::format("cannot open {}: {}", quote(relative), reason()));
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > size_max_)
    return fail(ErrorCode::limit, fmt::format("{} has {} bytes, more than the limit of {}",
                                              quote(relative), size, size_max_));
  const auto mapping = Mapping::of(file.get(), size);
  return Held(mapping->bytes(), mapping);
}

}  // namespace assay::unpack
