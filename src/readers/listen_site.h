// ListenSite: a call by which a program may come to listen, and what is read of it under one way
// of looking at the function that it stands in.
#pragma once

#include <optional>
#include <string>

#include "code/pointed.h"
#include "code/survey.h"

namespace assay::readers {

// What the numbers of a call of socket() say.
struct SocketKind {
  std::string_view family;              // inet inet6 unix netlink packet; empty: not known
  std::string_view protocol;            // tcp udp sctp raw packet unix netlink; empty: not known
  std::optional<std::uint64_t> number;  // of raw, packet and netlink sockets: what they receive
};

enum class SiteWay : std::uint8_t {
  address,  // bind(socket, address, length), and functions that hand theirs to it
  service,  // getaddrinfo(node, service, hints, ...), with AI_PASSIVE
  wrapper,  // a function of a library that listens on the port that it is given
};

struct ListenSite {
  const code::SurveyedFunction* function = nullptr;
  code::Call call;
  SiteWay way = SiteWay::address;
  std::uint8_t socket = 0;   // arguments of the call: the socket,
  std::uint8_t address = 1;  // where its address is, or the text with it,
  std::uint8_t port = 0;     // and the port
  SocketKind kind;           // where the call itself does not say
};

// Where what is said of a port comes from.
enum class PortFrom : std::uint8_t { unknown, constant, parameter, initial, any };
std::string_view to_string(PortFrom from);

struct Bound {
  std::string_view family;
  std::string_view protocol;
  std::optional<int> port;
  bool any_port = false;      // 0: the kernel chooses one
  bool listens = true;        // false: the call is seen to be a client's
  std::string address;        // empty: not known
  std::string path;           // of unix sockets, "@" in front where it is abstract
  std::uint64_t loaded = 0;   // the instruction that puts the port in place; 0: not known
  std::string setting;        // the name under which a port is configured
  std::string_view asked_of;  // the function that is asked for that setting
};

// What `site` says, with what its function's analysis takes for granted.
Bound read_site(const code::Survey& survey, const ListenSite& site,
                const code::AnalysisOptions& options);

// What a call of socket() says; families and types as the architecture numbers them.
SocketKind socket_kind(const code::Survey& survey, const code::SurveyedFunction& function,
                       const code::Call& call);

// The call of `function` whose result `value` is; nullptr where it is none.
const code::Call* call_of(const code::Survey& survey, const code::SurveyedFunction& function,
                          const code::Value& value);

}  // namespace assay::readers
