// struct sockaddr_in:  family 2 (host order), port 2 (network order), address 4
// struct sockaddr_in6: family 2, port 2, flow 4, address 16
// struct sockaddr_un:  family 2, path 108; a NUL in front of it: an abstract name
// struct addrinfo:     flags 4, family 4, type 4, protocol 4, ...
//
// Source: Linux manual pages socket(2), bind(2), ip(7), ipv6(7), unix(7), packet(7), netlink(7),
// getaddrinfo(3), getservbyname(3); include/linux/socket.h, arch/mips/include/asm/socket.h; the
// reference manuals of libevent, libmicrohttpd, gSOAP, ZeroMQ and Mongoose.
#include "readers/listen_site.h"

#include <fmt/format.h>

#include <algorithm>

#include "code/dominators.h"
#include "readers/call_site.h"
#include "readers/service_port.h"

namespace assay::readers {
namespace {

using code::Value;
using Kind = Value::Kind;

constexpr std::uint64_t family_unix = 1;
constexpr std::uint64_t family_inet = 2;
constexpr std::uint64_t family_inet6 = 10;
constexpr std::uint64_t family_netlink = 16;
constexpr std::uint64_t family_packet = 17;
constexpr std::size_t path_max = 108;
constexpr std::size_t text_max = 256;

std::string_view family_name(std::uint64_t family) {
  switch (family) {
    case family_unix:
      return "unix";
    case family_inet:
      return "inet";
    case family_inet6:
      return "inet6";
    case family_netlink:
      return "netlink";
    case family_packet:
      return "packet";
    default:
      return {};
  }
}

std::string_view protocol_of(std::string_view family, std::optional<std::uint64_t> type,
                             std::uint64_t protocol, bool mips) {
  constexpr std::uint64_t sctp = 132;
  if (family == "unix" || family == "netlink" || family == "packet") return family;
  if (!type) return {};
  const std::uint64_t plain = *type & 15U;  // above stand SOCK_CLOEXEC and SOCK_NONBLOCK
  const std::uint64_t stream = mips ? 2 : 1;
  const std::uint64_t datagram = mips ? 1 : 2;
  if (plain == 3) return family.empty() ? "" : "raw";
  if (plain == 10) return "packet";
  if (protocol == sctp) return "sctp";
  return plain == stream ? "tcp" : plain == datagram ? "udp" : "";
}

std::uint64_t from_network(const code::Survey& survey, std::uint64_t number) {
  if (survey.program().elf().order == ByteOrder::big) return number & 0xffffU;
  return (number & 0xffU) << 8U | (number >> 8U & 0xffU);
}

bool swaps(std::string_view name) {
  return name == "htons" || name == "ntohs" || name == "__bswap_16" || name == "__uint16_identity";
}

bool parses_number(std::string_view name) {
  constexpr std::string_view names[] = {
      "atoi", "atol", "strtol", "strtoul", "__isoc23_strtol", "strtoull", "strtonum"};
  return std::ranges::find(names, name) != std::end(names);
}

// Functions that give what a device was set up with, and the argument that names it.
struct Getter {
  std::string_view name;
  std::uint8_t argument;
};
constexpr Getter getters[] = {
    {"getenv", 0},
    {"secure_getenv", 0},
    {"nvram_get", 0},
    {"nvram_safe_get", 0},
    {"nvram_get_int", 0},
    {"nvram_bufget", 1},
    {"nvram_default_get", 0},
    {"acosNvramConfig_get", 0},
    {"envram_get", 0},
    {"apmib_get", 0},
    {"uci_lookup_option_string", 2},
    {"iniparser_getint", 1},
    {"iniparser_getstring", 1},
    {"config_get", 0},
    {"json_object_object_get", 1},
};

// One look at a site: the analysis of its function, and what is known at the call.
class Look {
 public:
  Look(const code::Survey& survey, const ListenSite& site, const code::AnalysisOptions& options)
      : survey_(survey),
        site_(site),
        takes_first_(options.meeting == code::Meeting::constants_win) {
    code::AnalysisOptions all = options;
    all.stores = true;
    analysis_ = &survey.analyse(*site.function, all);
    // By address: how much was decoded, and with it the places, depends on what is known.
    const auto found = std::ranges::find(analysis_->calls, site.call.address, &code::Call::address);
    if (found == analysis_->calls.end()) return;
    call_ = &*found;
    keep_stores_before();
    state_ = &survey.before(*call_);
  }

  Bound read() {
    if (call_ == nullptr) return {};
    bound_.family = site_.kind.family;
    bound_.protocol = site_.kind.protocol;
    if (site_.way == SiteWay::address) read_address();
    if (site_.way == SiteWay::service) read_service();
    if (site_.way == SiteWay::wrapper) read_wrapper();
    return bound_;
  }

 private:
  void keep_stores_before();
  code::Pointed behind(const Value& pointer) const {
    return {survey_.program(), *state_, stores_, pointer, takes_first_};
  }
  void read_address();
  void read_host_address(const code::Pointed& place);
  void read_path(const code::Pointed& place);
  void read_service();
  void read_wrapper();
  void set_port(std::uint64_t port);
  void set_port_text(std::string_view text);
  void follow(const Value& network, int depth);
  void follow_host(const Value& host, int depth);
  void follow_call(const code::Call& call, const Value& network, int depth);
  void ask_function(const code::Call& call);
  bool take_setting(const Value& text);
  std::optional<std::string> text(const Value& value) const;
  std::optional<std::string> printed(const Value& target) const;

  const code::Survey& survey_;
  const ListenSite& site_;
  bool takes_first_;  // what memory holds at first, though the program may change it
  const code::Analysis* analysis_ = nullptr;
  const code::Call* call_ = nullptr;
  const code::State* state_ = nullptr;
  std::vector<code::Store> stores_;  // before the call, by address
  Bound bound_;
};

// What is stored on some ways to the call only may be no part of what it is given.
void Look::keep_stores_before() {
  const code::Instruction& in = analysis_->function->instructions[call_->instruction];
  const std::uint64_t slot = in.has(code::Instruction::delay_slot) ? in.length : 0;
  const code::Dominators dominators(*analysis_->graph);
  for (const code::Store& store : analysis_->stores)
    if (store.block == call_->block ? store.address <= call_->address + slot
                                    : dominators.dominates(store.block, call_->block))
      stores_.push_back(store);
}

void Look::set_port(std::uint64_t port) {
  port &= 0xffffU;
  if (port != 0) bound_.port = static_cast<int>(port);
  bound_.any_port = port == 0;
}

void Look::set_port_text(std::string_view text) {
  if (const auto port = port_of_service(text)) bound_.port = *port;
  bound_.any_port = text == "0";
}

void Look::read_address() {
  const code::Pointed place = behind(call_->arguments[site_.address]);
  if (const auto family = place.number(0, 2))
    if (const auto name = family_name(*family); !name.empty()) bound_.family = name;
  const Value& length = call_->arguments[site_.address + 1U];
  if (bound_.family.empty() && length.is(Kind::number))
    bound_.family = length.number == 16 ? "inet" : length.number == 28 ? "inet6" : "";
  const bool addressed = bound_.family == "inet" || bound_.family == "inet6";
  if (bound_.family == "unix" || bound_.family == "netlink" || bound_.family == "packet")
    bound_.protocol = bound_.family;
  if (bound_.family == "unix") read_path(place);
  if (!addressed) return;
  read_host_address(place);
  if (const code::Store* store = place.store(2, 2)) bound_.loaded = store->address;
  follow(place.word(2, 2), 0);
}

void Look::read_host_address(const code::Pointed& place) {
  if (bound_.family == "inet") {
    std::uint8_t bytes[4];
    for (int i = 0; i < 4; i++) {
      const auto byte = place.number(4 + i, 1);
      if (!byte) return;
      bytes[i] = static_cast<std::uint8_t>(*byte);
    }
    bound_.address = fmt::format("{}.{}.{}.{}", bytes[0], bytes[1], bytes[2], bytes[3]);
    return;
  }
  std::uint64_t sum = 0;
  std::uint64_t last = 0;
  for (int i = 0; i < 16; i++) {
    const auto byte = place.number(8 + i, 1);
    if (!byte) return;
    sum += *byte;
    last = *byte;
  }
  if (sum <= 1 && sum == last) bound_.address = sum == 0 ? "::" : "::1";
}

void Look::read_path(const code::Pointed& place) {
  if (const auto path = place.text(2, path_max); path && !path->empty())
    bound_.path = *path;
  else if (const auto name = place.text(3, path_max - 1); path && name && !name->empty())
    bound_.path = "@" + *name;
}

// `network`: the port as it stands in the address.
void Look::follow(const Value& network, int depth) {
  if (network.is(Kind::number)) return set_port(from_network(survey_, network.number));
  const code::Call* call = analysis_->call_of(network);
  if (call == nullptr || depth > 4) return;
  if (network.is(Kind::behind_result)) {
    // s_port stands behind two pointers.
    const std::uint64_t word = survey_.program().word_size();
    const bool there = network.number >= 2 * word && network.number < 2 * word + 4;
    if (call->callee.name == "getservbyname" && there)
      if (const auto name = text(call->arguments[0])) set_port_text(*name);
    return;
  }
  if (network.number == 0) follow_call(*call, network, depth);
}

void Look::follow_call(const code::Call& call, const Value& network, int depth) {
  if (swaps(call.callee.name)) return follow_host(call.arguments[0], depth + 1);
  if (parses_number(call.callee.name)) return follow_host(network, depth + 1);
  const auto given = [](const Value& value) { return value.is(Kind::number); };
  if (call.callee.address != 0 && std::ranges::any_of(call.arguments, given)) ask_function(call);
}

void Look::follow_host(const Value& host, int depth) {
  if (host.is(Kind::number)) return set_port(host.number);
  const code::Call* call = analysis_->call_of(host);
  if (call == nullptr || !host.is(Kind::result) || depth > 4) return;
  if (parses_number(call->callee.name)) {
    if (const auto digits = text(call->arguments[0])) return set_port_text(*digits);
    take_setting(call->arguments[0]);
  } else if (swaps(call->callee.name)) {
    follow(call->arguments[0], depth + 1);
  } else {
    take_setting(host);
  }
}

// What a function of this file gives back for numbers, where that is one number.
void Look::ask_function(const code::Call& call) {
  const code::SurveyedFunction* function = survey_.function_at(call.callee.address);
  if (function == nullptr || function->start.address != call.callee.address) return;
  code::AnalysisOptions options;
  options.arguments = call.arguments;
  // From here on the analysis of the site's own function is gone.
  const auto& results = survey_.analyse(*function, options).results;
  const auto same = [&](const Value& value) {
    return value.is(Kind::number) && value == results.front();
  };
  if (!results.empty() && std::ranges::all_of(results, same))
    set_port(from_network(survey_, results.front().number));
}

bool Look::take_setting(const Value& value) {
  const code::Call* call = analysis_->call_of(value);
  if (call == nullptr || !value.is(Kind::result)) return false;
  const auto* getter = std::ranges::find(getters, call->callee.name, &Getter::name);
  if (getter == std::end(getters)) return false;
  const auto name = constant_text(survey_.program(), call->arguments[getter->argument]);
  if (!name) return false;
  bound_.setting = *name;
  bound_.asked_of = getter->name;
  return true;
}

std::optional<std::string> Look::text(const Value& value) const {
  if (value.is(Kind::number) && value.number != 0) {
    const code::Program& program = survey_.program();
    if (!program.constant(value.number) && !takes_first_) return std::nullopt;
    const auto found = program.text(value.number);
    if (!found || found->size() > text_max) return std::nullopt;
    return std::string(*found);
  }
  if (!value.is(Kind::stack)) return std::nullopt;
  if (auto found = behind(value).text(0, text_max)) return found;
  return printed(value);
}

// What snprintf(target, size, "%d", number) leaves behind `target`.
std::optional<std::string> Look::printed(const Value& target) const {
  std::optional<std::string> found;
  for (const code::Call& call : analysis_->calls) {
    const std::string_view name = call.callee.name;
    const std::size_t format = name == "sprintf"          ? 1
                               : name == "snprintf"       ? 2
                               : name == "__sprintf_chk"  ? 3
                               : name == "__snprintf_chk" ? 4
                                                          : 0;
    if (format == 0 || !(call.arguments[0] == target)) continue;
    const auto form = constant_text(survey_.program(), call.arguments[format]);
    const Value& number = call.arguments[format + 1];
    constexpr std::string_view forms[] = {"%d", "%u", "%i", "%hu", "%hd", "%ld", "%lu"};
    if (found || !form || std::ranges::find(forms, *form) == std::end(forms) ||
        !number.is(Kind::number))
      return std::nullopt;
    found = std::to_string(number.number & 0xffffffffU);
  }
  return found;
}

void Look::read_service() {
  const Value& node = call_->arguments[0];
  const Value& service = call_->arguments[1];
  const Value& hints = call_->arguments[2];
  const code::Pointed place = behind(hints);
  const bool no_hints = hints.is(Kind::number) && hints.number == 0;
  const auto flags = no_hints ? std::optional<std::uint64_t>(0) : place.number(0, 4);
  const bool no_node = node.is(Kind::number) && node.number == 0;
  constexpr std::uint64_t passive = 1;
  bound_.listens = flags ? (*flags & passive) != 0 : no_node;
  if (const auto family = no_hints ? std::nullopt : place.number(4, 4)) {
    bound_.family = family_name(*family);
    if (no_node) bound_.address = *family == 0 ? "*" : *family == family_inet6 ? "::" : "0.0.0.0";
  }
  const auto type = no_hints ? std::nullopt : place.number(8, 4);
  const auto protocol = place.number(12, 4);
  if (type)
    bound_.protocol = protocol_of(bound_.family.empty() ? "inet" : bound_.family, type,
                                  protocol.value_or(0), code::is_mips(survey_.program().decoder()));
  if (const auto host = text(node)) bound_.address = *host;
  if (const auto name = text(service))
    set_port_text(*name);
  else
    take_setting(service);
}

// "tcp://*:5555", "http://0.0.0.0:8000", "8000".
void Look::read_wrapper() {
  bound_.protocol = "tcp";
  const Value& port = call_->arguments[site_.port];
  if (site_.port != site_.address) {
    if (port.is(Kind::number))
      set_port(port.number);
    else
      follow_host(port, 0);
    if (const auto host = text(call_->arguments[site_.address])) bound_.address = *host;
    return;
  }
  const auto url = text(port);
  if (!url) return;
  std::string_view rest = *url;
  if (const auto slashes = rest.find("://"); slashes != rest.npos) {
    if (rest.starts_with("udp")) bound_.protocol = "udp";
    if (rest.starts_with("ipc") || rest.starts_with("inproc")) bound_.listens = false;
    rest.remove_prefix(slashes + 3);
  }
  const auto colon = rest.rfind(':');
  if (colon != rest.npos && colon != 0) bound_.address = rest.substr(0, colon);
  set_port_text(colon == rest.npos ? rest : rest.substr(colon + 1));
}

}  // namespace

std::string_view to_string(PortFrom from) {
  constexpr std::string_view names[] = {"", "constant", "parameter", "initial", "any"};
  return names[static_cast<std::size_t>(from)];
}

const code::Call* call_of(const code::Survey& survey, const code::SurveyedFunction& function,
                          const Value& value) {
  if (!value.is(Kind::result) || value.number != 0) return nullptr;
  return code::call_at(survey.calls_of(function), value.id);
}

SocketKind socket_kind(const code::Survey& survey, const code::SurveyedFunction& function,
                       const code::Call& call) {
  const auto number = [](const Value& value) {
    return value.is(Kind::number) ? std::optional(value.number & 0xffffffffU) : std::nullopt;
  };
  const auto family = number(call.arguments[0]);
  const auto protocol = number(call.arguments[2]);
  SocketKind kind;
  if (family) kind.family = family_name(*family);
  const bool other = family && kind.family.empty();
  if (other) return kind;
  kind.protocol = protocol_of(kind.family, number(call.arguments[1]), protocol.value_or(0),
                              code::is_mips(survey.program().decoder()));
  if (kind.protocol == "packet") {
    // The Ethernet type stands in network order.
    const code::Call* swap = call_of(survey, function, call.arguments[2]);
    if (protocol) kind.number = from_network(survey, *protocol);
    if (swap != nullptr && swaps(swap->callee.name)) kind.number = number(swap->arguments[0]);
  } else if (kind.protocol == "raw" || kind.protocol == "netlink") {
    kind.number = protocol;
  }
  return kind;
}

Bound read_site(const code::Survey& survey, const ListenSite& site,
                const code::AnalysisOptions& options) {
  return Look(survey, site, options).read();
}

}  // namespace assay::readers
