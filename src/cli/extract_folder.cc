#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/quote.h"
#include "cli/extract_writer.h"
#include "cli/member_path.h"

namespace assay::cli {
namespace {

[[noreturn]] void machine_failed(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), quote(what, 500));
}

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    reset();
    fd_ = std::exchange(other.fd_, -1);
    return *this;
  }
  int get() const { return fd_; }
  void reset() {
    if (fd_ >= 0) close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

class FolderWriter : public ExtractWriter {
 public:
  explicit FolderWriter(const std::string& folder) {
    if (mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST) machine_failed(folder);
    top_ = Descriptor(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (top_.get() < 0) machine_failed(folder);
  }

  Result<void> begin(const Node& member) override {
    std::string path = TRY(member_path(member.name));
    if (path.empty()) return {};  // the top itself
    if (member.nth > 1) path += fmt::format("#{}", member.nth);
    name_ = path;
    const std::size_t slash = path.rfind('/');
    const std::string base = path.substr(slash == std::string::npos ? 0 : slash + 1);
    const Descriptor parent =
        TRY(open_folder(slash == std::string::npos ? "" : path.substr(0, slash)));
    switch (member.kind) {
      case NodeKind::directory:
        return make_folder(parent, base, path, member.attributes);
      case NodeKind::symlink:
        return make_link(parent, base, path, member.attributes);
      case NodeKind::file:
        return make_file(parent, base, member.attributes);
      default:
        return fail(ErrorCode::unsupported, "a device node, pipe or socket; --tar keeps it");
    }
  }

  void bytes(Bytes piece) override {
    while (!piece.empty()) {
      const ssize_t written = write(file_.get(), piece.data(), piece.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) machine_failed(name_);
      piece = piece.subspan(static_cast<std::size_t>(written));
    }
  }

  void end(bool /*whole*/) override {
    if (file_.get() < 0) return;
    set_time(file_.get(), mtime_s_);
    file_.reset();
  }

  // Folders get their modes and times last: a folder that may not be written could not be filled.
  void finish() override {
    std::ranges::reverse(folders_);
    for (const Folder& folder : folders_) {
      const auto fd = open_folder(folder.path);
      if (!fd) continue;
      if (folder.mode && fchmod(fd->get(), *folder.mode) != 0) machine_failed(folder.path);
      set_time(fd->get(), folder.mtime_s);
    }
  }

 private:
  struct Folder {
    std::string path;
    std::optional<mode_t> mode;
    std::optional<std::int64_t> mtime_s;
  };

  // The owner can always read and remove what is written; set-id and sticky bits are left out.
  static mode_t safe_mode(std::uint32_t mode, mode_t least) { return (mode & 0777U) | least; }

  static void set_time(int fd, std::optional<std::int64_t> mtime_s) {
    if (!mtime_s) return;
    const timespec times[2] = {{.tv_sec = 0, .tv_nsec = UTIME_OMIT},
                               {.tv_sec = *mtime_s, .tv_nsec = 0}};
    futimens(fd, times);  // a time that the file system cannot hold is no loss
  }

  // Walks down from the top one part at a time, through folders only, making those that are
  // missing.
  Result<Descriptor> open_folder(std::string_view path) {
    Descriptor at(openat(top_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (at.get() < 0) machine_failed("the folder");
    while (!path.empty()) {
      const std::size_t end = std::min(path.find('/'), path.size());
      const std::string part(path.substr(0, end));
      path.remove_prefix(std::min(end + 1, path.size()));
      constexpr int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
      Descriptor next(openat(at.get(), part.c_str(), flags));
      if (next.get() < 0 && errno == ENOENT) {
        if (mkdirat(at.get(), part.c_str(), 0777) != 0) TRY(taken_or_failed(part));
        next = Descriptor(openat(at.get(), part.c_str(), flags));
      }
      if (next.get() < 0 && (errno == ENOTDIR || errno == ELOOP))
        return fail(ErrorCode::corrupt,
                    fmt::format("'{}' on the way to it is no folder", quote(part)));
      if (next.get() < 0) machine_failed(part);
      at = std::move(next);
    }
    return at;
  }

  static Result<void> taken_or_failed(const std::string& base) {
    if (errno == EEXIST) return fail(ErrorCode::corrupt, "something of this name is there already");
    if (errno == EINVAL || errno == EILSEQ || errno == ENAMETOOLONG)
      return fail(ErrorCode::unsupported, "the file system here has no such names");
    machine_failed(base);
  }

  Result<void> make_folder(const Descriptor& parent, const std::string& base,
                           const std::string& path, const Attributes& attributes) {
    struct stat there{};
    const bool made = mkdirat(parent.get(), base.c_str(), 0777) == 0;
    const bool known = !made && errno == EEXIST &&
                       fstatat(parent.get(), base.c_str(), &there, AT_SYMLINK_NOFOLLOW) == 0 &&
                       S_ISDIR(there.st_mode);
    if (!made && !known) return taken_or_failed(base);
    Folder folder{path, {}, attributes.mtime_s};
    if (attributes.mode) folder.mode = safe_mode(*attributes.mode, 0700);
    folders_.push_back(std::move(folder));
    return {};
  }

  Result<void> make_link(const Descriptor& parent, const std::string& base, const std::string& path,
                         const Attributes& attributes) {
    const std::string text = attributes.link_target.value_or("");
    if (!link_stays_inside(path, text))
      return fail(ErrorCode::unsupported,
                  fmt::format("a link that leads out of the folder, to '{}'; --tar keeps it",
                              quote(text, 200)));
    if (symlinkat(text.c_str(), parent.get(), base.c_str()) != 0) return taken_or_failed(base);
    return {};
  }

  Result<void> make_file(const Descriptor& parent, const std::string& base,
                         const Attributes& attributes) {
    constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    const mode_t mode = safe_mode(attributes.mode.value_or(0644), 0600);
    file_ = Descriptor(openat(parent.get(), base.c_str(), flags, 0600));
    if (file_.get() < 0) return taken_or_failed(base);
    if (fchmod(file_.get(), mode) != 0) machine_failed(base);
    mtime_s_ = attributes.mtime_s;
    return {};
  }

  Descriptor top_;
  Descriptor file_;
  std::string name_;
  std::optional<std::int64_t> mtime_s_;
  std::vector<Folder> folders_;
};

}  // namespace

std::unique_ptr<ExtractWriter> write_to_folder(const std::string& folder) {
  return std::make_unique<FolderWriter>(folder);
}

}  // namespace assay::cli
