// Source: Linux manual pages bind(2), getaddrinfo(3), sd_listen_fds(3); the reference manuals of
// libevent, libmicrohttpd, gSOAP, ZeroMQ, nanomsg and Mongoose.
#include "readers/listen_sites.h"

#include <algorithm>

namespace assay::readers {
namespace {

using code::Value;
using Kind = Value::Kind;

// Functions of libraries that listen on what they are given: the arguments with the address and the
// port; the same one where a text has both.
struct Wrapper {
  std::string_view name;
  std::uint8_t address;
  std::uint8_t port;
};
constexpr Wrapper wrappers[] = {
    {"evhttp_bind_socket", 1, 2},
    {"evhttp_bind_socket_with_handle", 1, 2},
    {"MHD_start_daemon", 7, 1},
    {"soap_bind", 1, 2},
    {"zmq_bind", 1, 1},
    {"nn_bind", 1, 1},
    {"mg_bind", 1, 1},
    {"mg_listen", 1, 1},
    {"mg_http_listen", 1, 1},
};

const Wrapper* wrapper(std::string_view name) {
  const auto* found = std::ranges::find(wrappers, name, &Wrapper::name);
  return found == std::end(wrappers) ? nullptr : found;
}

// Functions of C libraries that bind a client's socket to a port below 1024.
bool binds_for_clients(std::string_view function) {
  constexpr std::string_view names[] = {"bindresvport", "__bindresvport", "rresvport",
                                        "rresvport_af", "bindresvport_sa"};
  return std::ranges::find(names, function) != std::end(names);
}

// Which parameter of its function `value` is; nothing where it is none.
std::optional<std::uint8_t> parameter(const code::Survey& survey,
                                      const code::SurveyedFunction& function, const Value& value) {
  const code::Decoder& decoder = *function.start.decoder;
  if (value.is(Kind::entry) && value.number == 0) {
    const auto found = std::ranges::find(decoder.arguments, value.id);
    if (found == decoder.arguments.end()) return std::nullopt;
    return static_cast<std::uint8_t>(found - decoder.arguments.begin());
  }
  const auto word = static_cast<std::int64_t>(survey.program().word_size());
  const std::int64_t pushed = decoder.link == code::no_register ? word : 0;
  const auto at = static_cast<std::int64_t>(value.number) - pushed -
                  code::abi_of(decoder.architecture).stack_first;
  if (!value.is(Kind::stack_content) || at < 0 || at % word != 0) return std::nullopt;
  const auto index = static_cast<std::uint64_t>(at / word) + decoder.arguments.size();
  if (index >= code::call_arguments_max) return std::nullopt;
  return static_cast<std::uint8_t>(index);
}

class Finder {
 public:
  explicit Finder(const code::Survey& survey) : survey_(survey) {}

  std::vector<ListenSite> find() {
    const auto tells = [](std::string_view name) {
      return name == "bind" || name == "getaddrinfo" || wrapper(name) != nullptr;
    };
    for (const std::uint32_t place : survey_.calls_named(tells)) {
      const code::SurveyedFunction& function = survey_.caller(place);
      if (sites_.size() >= listen_sites_max) break;
      if (!binds_for_clients(function.name)) see(function, survey_.calls()[place]);
    }
    return std::move(sites_);
  }

 private:
  void see(const code::SurveyedFunction& function, const code::Call& call) {
    const std::string_view name = call.callee.name;
    if (name == "bind") {
      add(function, call, 0, 1, 0);
    } else if (name == "getaddrinfo") {
      ListenSite site{&function, call, SiteWay::service, 0, 1, 1, {}};
      sites_.push_back(site);
    } else if (const Wrapper* known = wrapper(name); known != nullptr) {
      sites_.push_back({&function, call, SiteWay::wrapper, 0, known->address, known->port, {}});
    }
  }

  // A call that binds the socket in argument `socket` to what argument `address` points to.
  void add(const code::SurveyedFunction& function, const code::Call& call, std::uint8_t socket,
           std::uint8_t address, int depth) {
    const auto from = parameter(survey_, function, call.arguments[address]);
    if (from && depth < 2) {
      const auto own = parameter(survey_, function, call.arguments[socket]);
      std::vector<const code::SurveyedFunction*> callers;
      const auto calls = calls_to(survey_, function.start.address, callers);
      for (std::size_t i = 0; i < calls.size() && sites_.size() < listen_sites_max; i++)
        add(*callers[i], *calls[i], own.value_or(*from), *from, depth + 1);
      if (!calls.empty()) return;
    }
    ListenSite site{&function, call, SiteWay::address, socket, address, 0, {}};
    site.kind = kind_of(function, call.arguments[socket]);
    sites_.push_back(site);
  }

  SocketKind kind_of(const code::SurveyedFunction& function, const Value& socket) const {
    const code::Call* made = call_of(survey_, function, socket);
    if (made != nullptr && made->callee.name == "socket")
      return socket_kind(survey_, function, *made);
    if (const auto from = parameter(survey_, function, socket)) {
      std::vector<const code::SurveyedFunction*> callers;
      const auto calls = calls_to(survey_, function.start.address, callers);
      for (std::size_t i = 0; i < calls.size(); i++) {
        made = call_of(survey_, *callers[i], calls[i]->arguments[*from]);
        if (made != nullptr && made->callee.name == "socket")
          return socket_kind(survey_, *callers[i], *made);
      }
      return {};
    }
    return only_kind(function);
  }

  // What all sockets are that the function makes.
  SocketKind only_kind(const code::SurveyedFunction& function) const {
    SocketKind kind;
    bool first = true;
    for (const code::Call& call : survey_.calls_of(function)) {
      if (call.callee.name != "socket") continue;
      const SocketKind one = socket_kind(survey_, function, call);
      if (first) kind = one;
      if (one.family != kind.family) kind.family = {};
      if (one.protocol != kind.protocol) kind.protocol = {};
      first = false;
    }
    return kind;
  }

  const code::Survey& survey_;
  std::vector<ListenSite> sites_;
};

}  // namespace

std::vector<const code::Call*> calls_to(const code::Survey& survey, std::uint64_t address,
                                        std::vector<const code::SurveyedFunction*>& callers) {
  std::vector<const code::Call*> calls;
  auto places = survey.callers_of(address);
  // PowerPC64: calls within a file enter behind the two instructions that set r2.
  if (places.empty() && code::is_powerpc64(survey.program().decoder()))
    places = survey.callers_of(address + 8);
  for (const std::uint32_t place : places) {
    if (calls.size() >= listen_callers_max) break;
    calls.push_back(&survey.calls()[place]);
    callers.push_back(&survey.caller(place));
  }
  return calls;
}

std::vector<ListenSite> find_listen_sites(const code::Survey& survey) {
  return Finder(survey).find();
}

}  // namespace assay::readers
