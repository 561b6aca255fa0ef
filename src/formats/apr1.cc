// MD5 crypt, as the rule goes (P password, S salt, | joins):
//
//   B = MD5(P|S|P)
//   A = MD5(P|"$apr1$"|S| B repeated to the length of P | for each bit of that length, lowest
//   first:
//       a NUL where it is set, else the first byte of P)
//   1000 times, i from 0: A = MD5( i odd ? P : A | i % 3 ? S : nothing | i % 7 ? P : nothing |
//                                  i odd ? A : P )
//   digest: 6 bits a character, bytes taken in the order 0 6 12, 1 7 13, 2 8 14, 3 9 15, 4 10 5, 11
//
// Source: Kamp, "MD5 crypt" as crypt(5) describes it; Apache, "Password Formats". Held against
// `openssl passwd -apr1`.
#include "formats/apr1.h"

#include <openssl/evp.h>

#include <array>

#include "base/bytes.h"

namespace assay::formats {
namespace {

using Md5 = std::array<std::uint8_t, 16>;

Md5 md5(std::string_view text) {
  Md5 digest{};
  const int done = EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_md5(), nullptr);
  ASSAY_ASSERT(done == 1);
  return digest;
}

std::string_view view(const Md5& digest) { return as_text(digest); }

Md5 first_round(std::string_view password, std::string_view salt) {
  const Md5 inner = md5(std::string(password).append(salt).append(password));
  std::string text = std::string(password).append("$apr1$").append(salt);
  for (std::size_t left = password.size(); left > 0; left -= std::min<std::size_t>(left, 16))
    text += view(inner).substr(0, left);
  for (std::size_t bits = password.size(); bits > 0; bits >>= 1U)
    text += (bits & 1U) != 0 ? '\0' : password[0];
  return md5(text);
}

void put(std::string& text, unsigned value, int characters) {
  constexpr std::string_view digits =
      "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  for (; characters > 0; characters--, value >>= 6U) text += digits[value & 63U];
}

}  // namespace

std::string apr1_crypt(std::string_view password, std::string_view salt) {
  salt = salt.substr(0, 8);
  Md5 digest = first_round(password, salt);
  for (unsigned i = 0; i < 1000; i++) {
    const bool odd = i % 2 == 1;
    std::string text(odd ? password : view(digest));
    if (i % 3 != 0) text += salt;
    if (i % 7 != 0) text += password;
    text += odd ? view(digest) : password;
    digest = md5(text);
  }
  std::string text = std::string("$apr1$").append(salt).append("$");
  const auto three = [&](std::size_t high, std::size_t middle, std::size_t low) {
    put(text, unsigned{digest[high]} << 16U | unsigned{digest[middle]} << 8U | digest[low], 4);
  };
  three(0, 6, 12);
  three(1, 7, 13);
  three(2, 8, 14);
  three(3, 9, 15);
  three(4, 10, 5);
  put(text, digest[11], 2);
  return text;
}

}  // namespace assay::formats
