// The ports that a program's code listens on: calls of bind() with what stands in the address that
// they are given, of getaddrinfo() with AI_PASSIVE, of library functions that listen, and of
// socket() for raw and packet sockets. A port is told where all agrees on one number:
//
//   constant    the code puts this number, or the port of this service, there and nothing else
//   parameter   the function is passed it, and this caller passes this number
//   initial     what it is unless something sets it otherwise: options, a configuration
//   any         0: the kernel chooses a port
//
// Else the row stands without a port; `setting` is the name that the program asks for it, where
// that is seen. A socket that is bound and then connected is a client's, and makes no row.
//
// Source: Linux manual pages socket(2), bind(2), listen(2), packet(7), raw(7), getaddrinfo(3).
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "readers/call_site.h"
#include "readers/listen_sites.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using code::Value;
using Kind = Value::Kind;

constexpr std::size_t rows_max = 1024;  // of one program

bool is_any_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

bool waits_for_data(std::string_view name) {
  return is_any_of(name,
                   {"recvfrom", "recvmsg", "recvmmsg", "recv", "__recvfrom_chk", "__recv_chk"});
}

struct Uses {  // what a function does with sockets
  bool listens = false;
  bool accepts = false;
  bool connects = false;
  bool receives = false;
  bool binds = false;
  bool resolves = false;
};

class Rows {
 public:
  Rows(const code::Survey& survey, Reading& out) : survey_(survey), out_(out) {
    for (const std::string_view name : survey.callee_names()) note(name, program_);
  }

  void read() {
    if (program_.binds)
      for (const ListenSite& site : find_listen_sites(survey_)) see(site);
    else
      for (const ListenSite& site : find_listen_sites(survey_))
        if (site.way == SiteWay::wrapper) see(site);
    for (const std::uint32_t place :
         survey_.calls_named([](std::string_view name) { return name == "socket"; }))
      see_socket(survey_.caller(place), survey_.calls()[place]);
  }

 private:
  struct Told {
    Bound bound;
    PortFrom from = PortFrom::unknown;
    const code::Call* caller = nullptr;  // who passes the port
  };

  static void note(std::string_view name, Uses& uses) {
    uses.listens = uses.listens || name == "listen";
    uses.accepts = uses.accepts || name == "accept" || name == "accept4";
    uses.connects = uses.connects || name == "connect";
    uses.receives = uses.receives || waits_for_data(name);
    uses.binds = uses.binds || name == "bind";
    uses.resolves = uses.resolves || name == "getaddrinfo";
  }

  Uses uses_of(const code::SurveyedFunction& function) const {
    Uses uses;
    for (const code::Call& call : survey_.calls_of(function)) note(call.callee.name, uses);
    return uses;
  }

  void see(const ListenSite& site);
  void see_socket(const code::SurveyedFunction& function, const code::Call& call);
  std::vector<Told> ways_of(const ListenSite& site) const;
  void ask_callers(const ListenSite& site, bool defaults, std::vector<Told>& told) const;
  bool is_listener(const ListenSite& site, const Uses& uses, Bound& bound) const;
  std::string handler_of(const code::SurveyedFunction& function) const;
  Range place_of(const code::SurveyedFunction& function, std::uint64_t address) const;
  void add(const ListenSite& site, const Told& told);

  const code::Survey& survey_;
  Reading& out_;
  Uses program_;
  std::set<std::tuple<std::uint64_t, std::string_view, int>> seen_;
};

// Looks at a site in ever weaker ways until one tells the port.
std::vector<Rows::Told> Rows::ways_of(const ListenSite& site) const {
  Bound strict = read_site(survey_, site, {});
  if (!strict.listens) return {};
  if (strict.port) return {{strict, PortFrom::constant, nullptr}};
  if (strict.any_port) return {{strict, PortFrom::any, nullptr}};
  const bool has_port = strict.family.empty() || strict.family.starts_with("inet");
  std::vector<Told> told;
  if (has_port) ask_callers(site, false, told);
  if (has_port && told.empty() && strict.setting.empty()) {
    code::AnalysisOptions options;
    options.meeting = code::Meeting::constants_win;
    const Bound initial = read_site(survey_, site, options);
    if (initial.port && initial.listens) told.push_back({initial, PortFrom::initial, nullptr});
    if (told.empty()) ask_callers(site, true, told);
  }
  if (told.empty()) told.push_back({strict, PortFrom::unknown, nullptr});
  return told;
}

// What the site says for each caller of its function.
void Rows::ask_callers(const ListenSite& site, bool defaults, std::vector<Told>& told) const {
  std::vector<const code::SurveyedFunction*> callers;
  const auto calls = calls_to(survey_, site.function->start.address, callers);
  for (std::size_t i = 0; i < calls.size(); i++) {
    code::AnalysisOptions options;
    if (defaults) options.meeting = code::Meeting::constants_win;
    options.arguments = calls[i]->arguments;
    if (defaults) {
      code::AnalysisOptions defaulted;
      defaulted.meeting = code::Meeting::constants_win;
      const auto& made = survey_.analyse(*callers[i], defaulted).calls;
      const auto found = std::ranges::find(made, calls[i]->address, &code::Call::address);
      if (found == made.end()) continue;
      options.arguments = found->arguments;
    }
    if (!std::ranges::any_of(options.arguments, [](const Value& v) { return v.is(Kind::number); }))
      continue;
    const Bound bound = read_site(survey_, site, options);
    if (bound.port && bound.listens)
      told.push_back({bound, defaults ? PortFrom::initial : PortFrom::parameter, calls[i]});
  }
}

// Whether what is bound there is listened on, as far as that is seen; and how, where the socket
// does not say.
bool Rows::is_listener(const ListenSite& site, const Uses& uses, Bound& bound) const {
  if (!bound.listens) return false;
  if (site.way == SiteWay::wrapper) return true;
  const bool serves = uses.listens || uses.accepts;
  if (uses.connects && !serves && !(uses.receives && uses.binds)) return false;
  if (bound.protocol.empty() && bound.family.starts_with("inet"))
    bound.protocol = serves ? "tcp" : uses.receives ? "udp" : "";
  if (bound.protocol == "tcp" || bound.protocol == "sctp") return program_.listens;
  if (bound.protocol == "udp") return !bound.any_port && (!uses.connects || uses.receives);
  return true;
}

// The function that is called with the socket that accept() gave.
std::string Rows::handler_of(const code::SurveyedFunction& function) const {
  const auto calls = survey_.calls_of(function);
  for (const code::Call& call : calls) {
    const bool thread = call.callee.name == "pthread_create";
    if (call.callee.address == 0 && !thread) continue;
    for (const Value& argument : call.arguments) {
      const code::Call* made = call_of(survey_, function, argument);
      if (made == nullptr || !is_any_of(made->callee.name, {"accept", "accept4"})) continue;
      std::uint64_t address = call.callee.address;
      if (thread) {
        if (!call.arguments[2].is(Kind::number)) break;
        address = call.arguments[2].number;
      }
      const code::SurveyedFunction* handler = survey_.function_at(address);
      if (handler != nullptr && !handler->name.empty()) return std::string(handler->name);
      return fmt::format("0x{:x}", address);
    }
  }
  return {};
}

Range Rows::place_of(const code::SurveyedFunction& function, std::uint64_t address) const {
  code::Instruction in;
  function.start.decoder->decode(survey_.program().at(address), address, in);
  return survey_.program()
      .place(address, std::max<std::uint64_t>(in.length, 1))
      .value_or(survey_.program().elf().header);
}

void Rows::see(const ListenSite& site) {
  const Uses uses = uses_of(*site.function);
  for (Told& told : ways_of(site)) {
    if (!is_listener(site, uses, told.bound)) continue;
    // What getaddrinfo() was asked for stands for the bind() of its answers.
    const bool answer = site.way == SiteWay::address && uses.resolves && !told.bound.port;
    if (!answer) add(site, told);
  }
}

void Rows::add(const ListenSite& site, const Told& told) {
  const Bound& bound = told.bound;
  if (out_.facts.size() >= rows_max ||
      !seen_.insert({site.call.address, bound.protocol, bound.port.value_or(0)}).second)
    return;
  Fact fact("listener", place_of(*site.function, site.call.address),
            method_with("call in machine code", survey_.program(), site.call.callee.name));
  if (!bound.protocol.empty()) fact.set("protocol", bound.protocol);
  if (!bound.family.empty()) fact.set("family", bound.family);
  if (!bound.address.empty()) fact.set("address", bound.address);
  if (bound.port) fact.set("port", *bound.port);
  if (told.from != PortFrom::unknown) fact.set("port_from", to_string(told.from));
  if (!bound.path.empty()) fact.set("path", bound.path);
  if (site.kind.number && bound.protocol == site.kind.protocol)
    fact.set("receives", *site.kind.number);
  if (!bound.setting.empty()) fact.set("setting", bound.setting).set("asked_of", bound.asked_of);
  if (const std::string handler = handler_of(*site.function); !handler.empty())
    fact.set("handler", handler);
  fact.set("call", site.call.address);
  set_function(fact, *site.function);
  fact.set("callee", site.call.callee.name);
  if (bound.loaded != 0) fact.set("loaded", bound.loaded);
  if (told.caller != nullptr) fact.set("passed", told.caller->address);
  out_.facts.push_back(std::move(fact));
}

// Raw and packet sockets see what is sent to no port of theirs.
void Rows::see_socket(const code::SurveyedFunction& function, const code::Call& call) {
  constexpr std::uint64_t only_sends = 255;  // IPPROTO_RAW
  const SocketKind kind = socket_kind(survey_, function, call);
  if (kind.protocol != "raw" && kind.protocol != "packet") return;
  if (kind.number == 0 || (kind.protocol == "raw" && kind.number == only_sends)) return;
  ListenSite site{&function, call, SiteWay::address, 0, 0, 0, kind};
  Bound bound;
  bound.family = kind.family;
  bound.protocol = kind.protocol;
  add(site, {bound, PortFrom::unknown, nullptr});
}

void read_code(const code::Survey& survey, Reading& out) { Rows(survey, out).read(); }

}  // namespace

extern const Reader code_listeners = {
    .id = "code_listeners",
    .title = "Ports and sockets that a program's code listens on",
    .source = "Linux manual pages socket(2), bind(2), listen(2), packet(7), getaddrinfo(3)",
    .read_code = read_code,
};

}  // namespace assay::readers
