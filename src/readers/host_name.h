// Names and addresses of hosts as text states them, and whether they lie outside a device's own
// network.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace assay::readers {

struct Host {
  std::string name;       // lower case; of IPv6 without brackets
  std::string_view kind;  // name ipv4 ipv6
  std::optional<int> port;
};

// A URL in text. Views into it.
struct Url {
  std::string_view whole;
  std::string_view scheme;  // as written
  std::string_view user;    // "name:password" before the '@'; empty where there is none
  std::string_view host;    // with its port: "host:port", "[::1]:80"
  std::string_view path;    // from the '/' on
};

// "host", "host:port", "[address]:port". Nothing where it is neither an address nor a name of two
// labels or more, the last of letters.
std::optional<Host> read_host(std::string_view text);

// Whether a name or address belongs to networks of others: not to private, link-local, loopback,
// shared, multicast and documentation ranges, nor to names that are kept for the same
// (localhost, .local, .lan, .example, .test, example.com ...).
bool is_outside(const Host& host);

// Whether the name ends in a top-level domain that is common enough that the name is surely no name
// of a file.
bool has_common_domain(std::string_view name);

// The URL whose "://" stands at `sign` in `text`, where it is of a scheme that reaches over a
// network.
std::optional<Url> url_at(std::string_view text, std::size_t sign);

// The URLs of schemes that reach over a network, in order; not more than `count_max`. What ends
// one: blanks, quotes, brackets, controls.
std::vector<Url> find_urls(std::string_view text, std::size_t count_max);

// Whether a URL is there to be compared and not to be reached: namespaces and schemas of XML, and
// the addresses of licences.
bool is_identifier(const Url& url);

}  // namespace assay::readers
