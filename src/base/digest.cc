#include "base/digest.h"

#include <fmt/core.h>
#include <openssl/evp.h>

#include <new>

#include "base/quote.h"

namespace assay {
namespace {

// Fetching an algorithm by name costs more than hashing a small file, so it is done once.
const EVP_MD* algorithm() {
  static EVP_MD* const md = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return md;
}

struct ContextDeleter {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using ContextPointer = std::unique_ptr<EVP_MD_CTX, ContextDeleter>;

ContextPointer new_context() {
  ContextPointer context(EVP_MD_CTX_new());
  if (!context) throw std::bad_alloc();
  return context;
}

Digest digest_of(EVP_MD_CTX* context) {
  Digest digest{};
  ASSAY_ASSERT(EVP_DigestFinal_ex(context, digest.data(), nullptr) == 1);
  return digest;
}

}  // namespace

struct Sha256::Context {
  ContextPointer pointer = new_context();
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  ASSAY_ASSERT(EVP_DigestInit_ex2(context_->pointer.get(), algorithm(), nullptr) == 1);
}
Sha256::~Sha256() = default;

void Sha256::add(Bytes bytes) {
  ASSAY_ASSERT(EVP_DigestUpdate(context_->pointer.get(), bytes.data(), bytes.size()) == 1);
}

Digest Sha256::finish() { return digest_of(context_->pointer.get()); }

Digest sha256(Bytes bytes) {
  thread_local const ContextPointer context = new_context();
  ASSAY_ASSERT(EVP_DigestInit_ex2(context.get(), algorithm(), nullptr) == 1);
  ASSAY_ASSERT(EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1);
  return digest_of(context.get());
}

Result<Buffer> digest_by(std::string_view algorithm_name, std::initializer_list<Bytes> pieces) {
  constexpr std::pair<std::string_view, const char*> algorithms[] = {
      {"md5", "MD5"},       {"sha1", "SHA1"},     {"sha224", "SHA224"},
      {"sha256", "SHA256"}, {"sha384", "SHA384"}, {"sha512", "SHA512"}};
  for (const auto& [name, name_there] : algorithms) {
    if (name != algorithm_name) continue;
    const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> md(
        EVP_MD_fetch(nullptr, name_there, nullptr), EVP_MD_free);
    if (!md) return fail(ErrorCode::unsupported, fmt::format("{} is switched off here", name));
    const ContextPointer context = new_context();
    ASSAY_ASSERT(EVP_DigestInit_ex2(context.get(), md.get(), nullptr) == 1);
    for (const Bytes piece : pieces)
      ASSAY_ASSERT(EVP_DigestUpdate(context.get(), piece.data(), piece.size()) == 1);
    Buffer digest(static_cast<std::size_t>(EVP_MD_get_size(md.get())));
    ASSAY_ASSERT(EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1);
    return digest;
  }
  return fail(ErrorCode::unsupported,
              fmt::format("digest algorithm {}", quote(algorithm_name, 64)));
}

std::string to_hex(Bytes bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

std::string to_hex(const Digest& digest) { return to_hex(Bytes(digest)); }

}  // namespace assay
