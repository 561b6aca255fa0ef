// Declaration: what a vendor says is in its product on purpose (docs/declaration.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

enum class DeclaredKind : std::uint8_t { account, service, port, key, endpoint, command };

constexpr std::string_view declared_kind_names[] = {"account", "service",  "port",
                                                    "key",     "endpoint", "command"};

struct DeclaredThing {
  std::uint32_t line = 0;  // in the file, from 1
  DeclaredKind kind = DeclaredKind::account;
  std::string name;      // account, program, port number, fingerprint, host, command
  std::string protocol;  // of a port: tcp udp; empty: either
  std::string purpose;
  friend bool operator==(const DeclaredThing&, const DeclaredThing&) = default;
};

struct Declaration {
  std::string vendor;  // as stated; may be empty
  std::string product;
  std::string version;
  std::vector<DeclaredThing> things;  // in the order of the file
  std::string text;                   // the whole file
};

// What a declaration can say of a finding.
constexpr std::string_view no_declaration = "no declaration supplied";
constexpr std::string_view not_declared = "not in the declaration";

}  // namespace assay
