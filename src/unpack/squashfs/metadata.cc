// A metadata block is a 16-bit length and that many bytes; bit 15 of the length is set where they
// are stored plain. A length of 0 means 32768. With flag `check_data` (versions 1 to 3) a marker
// byte stands behind the length and is not counted by it. All blocks of a table but its last hold
// 8192 plain bytes.
//
// Source: squashfs-tools, unsquashfs.c, read_block().
#include "unpack/squashfs/metadata.h"

#include <fmt/core.h>

#include <algorithm>

#include "unpack/squashfs/fields.h"

namespace assay::unpack::sqfs {
namespace {

constexpr std::uint64_t blocks_max = (256U << 20U) / metadata_size_max;

}  // namespace

Result<Metadata::Stored> Metadata::stored(std::uint64_t offset) const {
  const bool marked = super_.major < 4 && super_.has(check_data);
  const std::uint64_t header_size = marked ? 3 : 2;
  const Bytes header = TRY(slice(image_, {offset, header_size}));
  const std::uint64_t length = read_bits(header, dialect_.length_order, 0, 16);
  const std::uint64_t size = (length & 0x7fffU) == 0 ? 0x8000 : length & 0x7fffU;
  Stored stored{{offset, header_size + size}, header_size, (length & 0x8000U) == 0};
  TRY(slice(image_, stored.range));
  if (!stored.compressed && size > metadata_size_max) {
    return fail(ErrorCode::corrupt,
                fmt::format("a metadata block of {} bytes at {:#x}", size, offset));
  }
  return stored;
}

Result<Metadata::Block> Metadata::decode(std::uint64_t offset) {
  const Stored stored = TRY(this->stored(offset));
  Block block;
  block.next = stored.range.end();
  const Bytes bytes =
      image_.subspan(offset + stored.header_size, stored.range.size - stored.header_size);
  if (!stored.compressed) {
    block.plain = bytes;
    return block;
  }
  if (dialect_.codec == nullptr)
    return fail(ErrorCode::unsupported, "no codec for this image's metadata");
  compressed_blocks_++;
  block.decoded.reserve(metadata_size_max);
  if (auto done = dialect_.codec->decode(bytes, metadata_size_max, block.decoded); !done) {
    return fail(done.error().code,
                fmt::format("metadata block at {:#x}: {}", offset, done.error().detail));
  }
  block.plain = block.decoded;
  return block;
}

Result<const Metadata::Block*> Metadata::block(std::uint64_t offset) {
  auto found = blocks_.find(offset);
  if (found == blocks_.end()) {
    if (blocks_.size() >= blocks_max) {
      return fail(ErrorCode::limit, fmt::format("more than {} MiB of metadata",
                                                blocks_max * metadata_size_max >> 20U));
    }
    found = blocks_.try_emplace(offset).first;
    if (auto decoded = decode(offset)) {
      found->second = *std::move(decoded);
    } else {
      found->second.error = std::move(decoded).error();
    }
  }
  if (found->second.next == 0) return tl::unexpected(found->second.error);
  return &found->second;
}

Result<Bytes> Cursor::ahead() {
  for (;;) {
    if (current_ == nullptr) current_ = TRY(metadata_->block(at_));
    const std::uint64_t size = current_->plain.size();
    if (offset_ < size) return current_->plain.subspan(offset_);
    if (offset_ > size || size == 0) {
      return fail(ErrorCode::corrupt,
                  fmt::format("byte {} of a metadata block of {} at {:#x}", offset_, size, at_));
    }
    at_ = current_->next;
    offset_ = 0;
    current_ = nullptr;
  }
}

Result<void> Cursor::read(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    const Bytes bytes = TRY(ahead());
    const std::size_t size = std::min(bytes.size(), out.size());
    std::copy_n(bytes.begin(), size, out.begin());
    out = out.subspan(size);
    offset_ += size;
  }
  return {};
}

Result<void> Cursor::skip(std::uint64_t size) {
  while (size > 0) {
    const std::uint64_t step = std::min<std::uint64_t>(TRY(ahead()).size(), size);
    offset_ += step;
    size -= step;
  }
  return {};
}

Result<std::string> Cursor::text(std::uint64_t size) {
  std::string text(size, '\0');
  TRY(read({reinterpret_cast<std::uint8_t*>(text.data()), text.size()}));
  return text;
}

}  // namespace assay::unpack::sqfs
