// What inetd and xinetd start when a port is called. The trigger is "service socket protocol"; what
// inetd does itself is the program "internal"; the wrapper tcpd is looked through. Services that
// are switched off ("disable = yes") are none.
//
// Source: inetd(8), inetd.conf(5) of NetBSD; xinetd.conf(5); tcpd(8).
#include "formats/inetd.h"

#include "readers/path.h"
#include "readers/reader.h"
#include "readers/service_port.h"
#include "readers/started.h"

namespace assay::readers {
namespace {

// The first argument is the program's own name, which tells only where the program has many.
Start start_of_service(const formats::InetdService& service) {
  const bool wrapper = base_of(service.program.value) == "tcpd";
  const bool applets = base_of(service.program.value) == "busybox";
  Start start;
  start.program =
      wrapper && !service.arguments.empty() ? service.arguments[0].value : service.program.value;
  for (std::size_t i = applets ? 0 : 1; i < service.arguments.size(); i++)
    start.arguments += (start.arguments.empty() ? "" : " ") + service.arguments[i].value;
  if (applets && start.arguments.starts_with("busybox "))
    start.arguments.erase(0, sizeof "busybox " - 1);
  return start;
}

// A port that is named, or given as a number.
void add_port(std::string_view service, std::string_view protocol, std::string_view program,
              Range range, Reading& out) {
  if (range.size == 0) return;
  std::string_view name = service.substr(service.rfind(':') + 1);
  const auto port = port_of_service(name);
  if (!port) return;
  Fact fact("listener", range, "service of inetd");
  fact.set("protocol", protocol.substr(0, 3)).set("port", *port).set("program", program);
  fact.set("service", name);
  out.facts.push_back(std::move(fact));
}

void read_inetd(const Leaf& leaf, Reading& out) {
  StartedRows rows(leaf.bytes, "inetd", "inetd.conf(5) line", out);
  for (const formats::InetdService& service : formats::read_inetd(leaf.bytes).services) {
    Start start = start_of_service(service);
    start.user = service.user.value;
    Fact* fact = rows.add(service.line, start);
    if (fact == nullptr) continue;
    fact->set("trigger",
              service.service.value + " " + service.socket.value + " " + service.protocol.value);
    add_port(service.service.value, service.protocol.value, start.program, service.line, out);
  }
}

std::string value_of(const formats::XinetdService& service, std::string_view name) {
  const formats::Text* setting = formats::find_setting(service, name);
  return setting == nullptr ? std::string() : setting->value;
}

void read_xinetd(const Leaf& leaf, Reading& out) {
  StartedRows rows(leaf.bytes, "inetd", "xinetd.conf(5) service", out);
  for (const formats::XinetdService& service : formats::read_xinetd(leaf.bytes).services) {
    if (value_of(service, "disable") == "yes") continue;
    const Start start = {value_of(service, "server"), value_of(service, "server_args"),
                         value_of(service, "user")};
    Fact* fact = rows.add(service.block, start);
    if (fact == nullptr) continue;
    fact->set("trigger", service.name.value + " " + value_of(service, "socket_type") + " " +
                             value_of(service, "protocol"));
  }
}

bool is_xinetd(std::string_view name) {
  return base_of(name) == "xinetd.conf" || base_of(folder_of(name)) == "xinetd.d";
}

bool wants(std::string_view name) { return base_of(name) == "inetd.conf" || is_xinetd(name); }

void read_named(const Leaf& leaf, Reading& out) {
  if (is_xinetd(leaf.name))
    read_xinetd(leaf, out);
  else
    read_inetd(leaf, out);
}

}  // namespace

extern const Reader inetd = {
    .id = "inetd",
    .title = "Programs that answer ports by way of inetd",
    .source = "inetd(8), inetd.conf(5); xinetd.conf(5); tcpd(8)",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
