// Version banners: what programs say of themselves in words that only they use, wherever the words
// stand: in a program, in a kernel, in bytes that no format explains.
//
// A banner is the printable run that begins with a known word, up to the first byte that is not
// printable ASCII. The version is the run of [0-9A-Za-z._+~-] behind the word.
#include <algorithm>
#include <array>

#include "readers/reader.h"

namespace assay::readers {
namespace {

struct Known {
  std::string_view word;
  std::string_view product;
};

constexpr Known known[] = {
    {"Linux version ", "linux"},
    {"BusyBox v", "busybox"},
    {"U-Boot ", "u-boot"},
    {"OpenSSL ", "openssl"},
    {"dropbear_", "dropbear"},
    {"dnsmasq-", "dnsmasq"},
    {"OpenSSH_", "openssh"},
    {"lighttpd/", "lighttpd"},
    {"GoAhead-Webs/", "goahead"},
    {"uClibc-0.", "uclibc"},
    {"wpa_supplicant v", "wpa_supplicant"},
    {"hostapd v", "hostapd"},
    {"pppd version ", "pppd"},
    {"CFE version ", "cfe"},
    {"VxWorks ", "vxworks"},
    {"mini_httpd/", "mini_httpd"},
    {"MiniUPnPd/", "miniupnpd"},
    {"boa/0.", "boa"},
    {"Boa/0.", "boa"},
    {"thttpd/", "thttpd"},
    {"iptables v", "iptables"},
    {"GNU C Library ", "glibc"},
};

constexpr auto words = [] {
  std::array<std::string_view, std::size(known)> result{};
  for (std::size_t i = 0; i < result.size(); i++) result[i] = known[i].word;
  return result;
}();

bool printable(char c) { return c >= ' ' && c < 0x7f; }

bool in_version(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
         c == '_' || c == '+' || c == '~' || c == '-';
}

template <class In>
std::string_view leading(std::string_view text, In in) {
  const auto end = std::find_if_not(text.begin(), text.end(), in);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

void read_content(const Leaf& leaf, Reading& out) {
  constexpr std::size_t banner_size_max = 256;
  constexpr std::size_t banners_max = 256;
  std::size_t banners = 0;
  for (const Hit& hit : leaf.hits) {
    const Known& product = known[hit.pattern];
    const std::string_view text =
        leading(as_text(leaf.bytes).substr(hit.offset, banner_size_max), printable);
    const std::string_view version = leading(text.substr(product.word.size()), in_version);
    // Without a digit it is prose or a format string, not a banner.
    if (std::none_of(version.begin(), version.end(), [](char c) { return c >= '0' && c <= '9'; }))
      continue;
    if (banners++ == banners_max) {
      out.problems.push_back({"read", ErrorCode::limit, "more than 256 version banners", {}});
      return;
    }
    out.facts.push_back(
        Fact("banner", {hit.offset, text.size()}, "printable run behind a known word")
            .set("product", product.product)
            .set("version", version)
            .set("text", text));
  }
}

}  // namespace

extern const Reader banner = {
    .id = "banner",
    .title = "Version banners of programs and kernels",
    .source = "the banners of the programs named",
    .words = words,
    .read_content = read_content,
};

}  // namespace assay::readers
