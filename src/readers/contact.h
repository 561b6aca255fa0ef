// What a command of a script contacts over a network, and to what end.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace assay::readers {

struct Contact {
  std::string program;      // 'wget'
  std::string_view action;  // fetches sends connects mounts logs asks-time tests filters allows
  std::size_t word = 0;     // the one that names the host, in the words that were given
  std::string target;       // of that word: the URL, or host and port
  std::string saved_as;     // of what is fetched: the file's name, where the command tells it
};

// What the words of a command contact: nothing, or one contact for each URL, host or address among
// its words, own or outside. A command that fetches from where only running it would tell ("$URL")
// is one as well. Commands behind busybox, sudo, timeout and the like are looked through.
std::vector<Contact> contacts_of(std::span<const std::string> words);

}  // namespace assay::readers
