// What a boot loader and a kernel have in themselves of a boot:
//
//   the list of programs that a kernel tries as the first process: strings with a NUL behind each,
//     "/sbin/init", "/etc/init", "/bin/init", "/bin/sh", near each other; the trigger is "default"
//   a command line: a string between NULs with two or more of console=, root=, init=, rootfstype=,
//     mtdparts=, mem=; the mechanism of what init= and rdinit= name is kernel, too
//   U-Boot's environment: strings "name=value" with a NUL behind each, an empty one at the end. In
//   a
//     partition a CRC-32 of all that is behind it stands before them, and with two copies one byte
//     of a flag or count behind the checksum; in a program, as its default, they stand alone; those
//     that hold a password or key are credentials too
//
// Source: init/main.c of Linux; Documentation/admin-guide/kernel-parameters; U-Boot, env/common.c,
// include/env_internal.h.
#include <algorithm>

#include "base/checksum.h"
#include "base/endian.h"
#include "formats/lines.h"
#include "readers/boot_check.h"
#include "readers/reader.h"
#include "readers/setting_credentials.h"
#include "readers/started.h"

namespace assay::readers {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t line_size_max = 2048;  // bytes of a command line
constexpr std::size_t variables_max = 1024;  // of one environment
constexpr std::size_t environments_max = 8;  // of one content
constexpr std::size_t environment_size_max = 256U << 10U;
constexpr std::size_t lines_max = 16;        // command lines of one content
constexpr std::size_t parameters_max = 128;  // of one line

constexpr std::string_view words[] = {"/sbin/init\0"sv, "bootcmd="sv, "root=/dev/"sv,
                                      "console=tty"sv};
constexpr std::uint32_t word_init = 0;
constexpr std::uint32_t word_bootcmd = 1;

bool is_printable(char c) { return c >= ' ' && c < '\x7f'; }

// The NUL-free run around `at`.
Range string_at(std::string_view text, std::size_t at, std::size_t size_max) {
  std::size_t start = at;
  while (start > 0 && at - start < size_max && is_printable(text[start - 1])) start--;
  std::size_t end = at;
  while (end < text.size() && end - at < size_max && is_printable(text[end])) end++;
  return {start, end - start};
}

// The next parameter of a command line, taken off `rest`: a value in quotes keeps its blanks.
std::string_view next_parameter(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
  bool quoted = false;
  std::size_t end = 0;
  for (; end < rest.size() && (quoted || (rest[end] != ' ' && rest[end] != '\t')); end++)
    if (rest[end] == '"') quoted = !quoted;
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(end);
  return word;
}

class KernelBoot {
 public:
  KernelBoot(const Leaf& leaf, Reading& out) : leaf_(leaf), text_(as_text(leaf.bytes)), out_(out) {}

  void run() {
    for (const Hit& hit : leaf_.hits) {
      if (hit.offset < done_) continue;
      if (hit.pattern == word_init)
        add_first_programs(hit.offset);
      else if (hit.pattern == word_bootcmd)
        add_environment(hit.offset);
      else
        add_command_line(hit.offset);
    }
  }

 private:
  void add_first_programs(std::size_t at) {
    const std::size_t start = at < 64 ? 0 : at - 64;
    const std::string_view near = text_.substr(start, 192);
    const bool is_list =
        near.find("/etc/init\0"sv) != near.npos && near.find("/bin/init\0"sv) != near.npos;
    if (!is_list || had_list_) return;
    had_list_ = true;
    std::size_t position = 0;
    for (std::size_t i = 0; i < near.size();) {
      const std::size_t end = std::min(near.find('\0', i), near.size());
      const std::string_view one = near.substr(i, end - i);
      const bool complete = end < near.size();
      if (complete && one.size() > 4 && one.size() < 40 && one[0] == '/' &&
          std::ranges::all_of(one, is_printable) && one.find(' ') == one.npos &&
          (one.find("init") != one.npos || one == "/bin/sh" || one == "/linuxrc")) {
        Fact fact("started", {start + i, one.size()}, "string of a kernel");
        fact.set("program", one).set("arguments", "").set("mechanism", "kernel");
        fact.set("trigger", "default").set("position", ++position);
        out_.facts.push_back(std::move(fact));
      }
      i = end + 1;
    }
  }

  void add_parameters(std::string_view line, std::size_t at, std::string_view origin) {
    std::size_t count = 0;
    std::string_view rest = line;
    for (auto word = next_parameter(rest); !word.empty(); word = next_parameter(rest)) {
      if (count++ == parameters_max) return;
      const std::size_t equals = word.find('=');
      const std::size_t place = at + static_cast<std::size_t>(word.data() - line.data());
      Fact fact("kernel_parameter", {place, word.size()}, "parameter of a kernel's command line");
      fact.set("name", word.substr(0, equals)).set("origin", origin);
      if (equals != word.npos) fact.set("value", word.substr(equals + 1));
      out_.facts.push_back(std::move(fact));
      if (equals != word.npos)
        add_boot_check_parameter(word.substr(0, equals), word.substr(equals + 1),
                                 {place, word.size()}, out_);
      const bool names = word.starts_with("init=/") || word.starts_with("rdinit=/");
      if (!names) continue;
      Fact start("started", {place, word.size()}, "parameter of a kernel's command line");
      start.set("program", word.substr(equals + 1)).set("arguments", "").set("mechanism", "kernel");
      start.set("trigger", word.substr(0, equals + 1));
      out_.facts.push_back(std::move(start));
    }
  }

  void add_command_line(std::size_t at) {
    Range range = string_at(text_, at, line_size_max);
    const bool in_tree = leaf_.file_type == "device_tree";
    // A property's bytes stand at a multiple of 4, and behind a number, of which one may be taken
    // for a character.
    if (in_tree && range.offset % 4 != 0 && range.size > 4) {
      const std::uint64_t skipped = 4 - range.offset % 4;
      range = {range.offset + skipped, range.size - skipped};
    }
    const std::string_view line = text_.substr(range.offset, range.size);
    const bool whole = (in_tree || range.offset == 0 || text_[range.offset - 1] == '\0') &&
                       (range.end() == text_.size() || text_[range.end()] == '\0');
    std::size_t known = 0;
    for (const auto name : {"console=", "root=", "init=", "rootfstype=", "mtdparts=", "mem="})
      if (line.find(name) != line.npos) known++;
    done_ = range.end();
    if (!whole || known < 2 || line.find_first_of("%<>;") != line.npos) return;
    if (lines_++ < lines_max)
      add_parameters(line, range.offset, in_tree ? "device tree" : "kernel");
  }

  // The environment around `at`, which stands in one of its variables.
  void add_environment(std::size_t at) {
    if (environments_++ >= environments_max) return;
    const std::size_t first = begin_of(at);
    std::size_t end = first;
    std::vector<Range> variables;
    while (end < text_.size() && text_[end] != '\0' && variables.size() < variables_max) {
      const std::size_t stop = std::min(text_.find('\0', end), text_.size());
      if (stop - end > environment_size_max) break;
      if (!is_variable(text_.substr(end, stop - end))) break;
      variables.push_back({end, stop - end});
      end = stop + 1;
    }
    if (variables.size() < 3) return;
    done_ = end;
    // What of a checksum looks like characters is no part of the first name.
    std::size_t skipped = 0;
    while (skipped < 5 && !has_checksum(first + skipped, end)) skipped++;
    const bool sealed = skipped < 5;
    if (sealed)
      variables[0] = {first + skipped,
                      variables[0].size - std::min<std::uint64_t>(skipped, variables[0].size)};
    if (variables[0].size == 0) return;
    SettingCredentials credentials(leaf_.name);
    for (const Range& range : variables) {
      add_variable(range, sealed);
      const std::string_view text = text_.substr(range.offset, range.size);
      const std::size_t equals = text.find('=');
      credentials.take({"",
                        text.substr(0, equals),
                        text.substr(equals + 1),
                        {range.offset + equals + 1, range.size - equals - 1},
                        range});
    }
    credentials.write("U-Boot environment", false, out_);
  }

  static bool is_variable(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == text.npos || equals == 0 || equals > 64) return false;
    const auto is_name = [](char c) { return c > ' ' && c < '\x7f'; };
    return std::ranges::all_of(text.substr(0, equals), is_name) &&
           std::ranges::all_of(text.substr(equals), [](char c) {
             return is_printable(c) || c == '\n' || c == '\t' || c == '\r';
           });
  }

  // Where the variables begin of which one holds `at`.
  std::size_t begin_of(std::size_t at) const {
    std::size_t first = at;
    while (first > 1 && at - first < environment_size_max && text_[first - 1] == '\0') {
      std::size_t start = first - 1;
      while (start > 0 && first - start < line_size_max * 2 && text_[start - 1] != '\0') start--;
      // Behind the checksum no NUL need stand; the name begins where its characters do.
      std::string_view one = text_.substr(start, first - 1 - start);
      while (!one.empty() && !is_variable(one) && start < first - 1 && one.size() > 2) {
        const bool in_head = one.find('=') != one.npos && first - start < line_size_max * 2;
        if (!in_head) break;
        one.remove_prefix(1);
        start++;
      }
      if (!is_variable(one)) return first;
      first = start;
    }
    return first;
  }

  // Whether a CRC-32 before `first` is that of what follows up to one of the sizes in use.
  bool has_checksum(std::size_t first, std::size_t end) const {
    for (const std::size_t head : {std::size_t{4}, std::size_t{5}}) {
      if (first < head) continue;
      const auto little = read<le32>(leaf_.bytes, first - head);
      const auto big = read<be32>(leaf_.bytes, first - head);
      if (!little || !big) continue;
      for (std::size_t size = 0x400; size <= environment_size_max; size *= 2) {
        for (const std::size_t whole : {size, size - size / 4}) {
          const std::size_t body = whole - head;
          if (first + body < end || body > text_.size() - first) continue;
          const std::uint32_t crc = crc32(leaf_.bytes.subspan(first, body));
          if (crc == std::uint32_t{little.value()} || crc == std::uint32_t{big.value()})
            return true;
        }
      }
    }
    return false;
  }

  void add_variable(Range range, bool sealed) {
    const std::string_view text = text_.substr(range.offset, range.size);
    const std::size_t equals = text.find('=');
    Fact fact("boot_variable", range, sealed ? "U-Boot environment" : "U-Boot default environment");
    fact.set("name", text.substr(0, equals)).set("value", text.substr(equals + 1));
    if (sealed) fact.set("crc_ok", 1);
    out_.facts.push_back(std::move(fact));
    add_boot_check_variable(text.substr(0, equals), text.substr(equals + 1), range, out_);
    if (text.starts_with("bootargs="))
      add_parameters(text.substr(equals + 1), range.offset + equals + 1, "boot environment");
  }

  const Leaf& leaf_;
  std::string_view text_;
  Reading& out_;
  std::size_t done_ = 0;
  std::size_t lines_ = 0;
  std::size_t environments_ = 0;
  bool had_list_ = false;
};

void read_content(const Leaf& leaf, Reading& out) { KernelBoot(leaf, out).run(); }

}  // namespace

extern const Reader kernel_boot = {
    .id = "kernel_boot",
    .title = "What a kernel and a boot loader start",
    .source = "init/main.c and kernel-parameters of Linux; U-Boot, env/common.c",
    .words = words,
    .read_content = read_content,
};

}  // namespace assay::readers
