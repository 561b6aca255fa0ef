// What single commands of a script say beside what they start: filters, mounts, kernel settings,
// ports, and steps of an update.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "formats/shell.h"
#include "model/leaf.h"
#include "readers/started.h"

namespace assay::readers {

// A command with its variables put in, as they could be.
struct ScriptLine {
  const formats::ShellCommand& command;
  std::span<const std::string> words;  // never empty
  std::string_view program;            // the first of these without its folder
  std::int64_t line = 0;               // from 1
};

// A row of firewall_rule, where the command is one of iptables, ip6tables, ebtables or nft that
// adds a rule or sets a policy.
void add_firewall_rule(const ScriptLine& line, Reading& out);

// Columns of firewall_rule from the matches and the verdict of an nftables rule: "tcp dport 22
// accept".
void set_nft_rule(std::span<const std::string> words, Fact& fact);

// A row of account_copy, where the command puts a file in the place of a password file.
void add_account_copy(const ScriptLine& line, Reading& out);

// A row of mount_point, where the command is a mount that names a folder.
void add_mount(const ScriptLine& line, Reading& out);

// A row of sysctl_setting: `sysctl -w NAME=VALUE`, `echo VALUE > /proc/sys/NAME`.
void add_sysctl(const ScriptLine& line, Reading& out);

// A row of listener for what a known server's arguments say, or for its usual port.
void add_listener(const Start& start, Range range, Reading& out);

// Steps of an update; nothing where the script writes no flash.
void add_update_steps(const formats::ShellScript& script, Bytes bytes, std::string_view name,
                      Reading& out);

}  // namespace assay::readers
