// Update step: what one command of a shell does to an update: fetch, check, write, erase.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/shell.h"

namespace assay::readers {

struct UpdateStep {
  std::string_view action;  // fetch digest signature write erase rollback reboot; empty: nothing
  std::string object;       // what is fetched (URL), checked (file) or written to (device)
  std::string key;          // of signature: the file with it
};

// Whether a boot loader reads in this variable which copy it starts, or how often that failed.
bool chooses_boot(std::string_view variable);

// Of a command whose words, never none, are `words`.
UpdateStep update_step(const formats::ShellCommand& command, std::span<const std::string> words);

}  // namespace assay::readers
