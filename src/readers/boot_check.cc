// dm-verity    veritysetup open DATA NAME HASH ROOTHASH; dmsetup create NAME --table "... verity
// ...";
//              roothash=, usrhash=, systemd.verity=, dm-mod.create="..., 0 N verity ...", dm="...";
//              veritytab; x-systemd.verity and avb, verify in options of fstab
// boot image   verify=n of U-Boot: the checksum of what is booted is passed over; androidboot.
//              verifiedbootstate, veritymode
// others       module.sig_enforce, lockdown=, ima_appraise=
//
// Source: veritysetup(8), veritytab(5), systemd-veritysetup-generator(8); Linux, kernel-parameters
// and device-mapper/dm-init; U-Boot, doc/usage/environment (verify); Android, fstab and verified
// boot.
#include "readers/boot_check.h"

#include <algorithm>
#include <optional>

#include "formats/lines.h"
#include "readers/path.h"

namespace assay::readers {
namespace {

using formats::next_word;

bool among(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

Fact check(std::string_view kind, std::string_view name, std::string_view value, Range range,
           std::string_view method) {
  Fact fact("boot_check", range, method);
  fact.set("kind", kind).set("name", name).set("value", value.substr(0, 512));
  return fact;
}

bool is_hash(std::string_view text) {
  return text.size() >= 32 && text.find_first_not_of("0123456789abcdefABCDEF") == text.npos;
}

}  // namespace

void add_boot_check(const ScriptLine& line, Reading& out) {
  if (line.command.range.size == 0 || line.words.size() < 3) return;
  std::string_view name;
  std::string_view value;
  if (line.program == "veritysetup" && among(line.words[1], {"open", "create", "verify"})) {
    std::size_t plain = 0;
    for (std::size_t i = 2; i < line.words.size(); i++) {
      if (line.words[i].starts_with('-')) continue;
      if (++plain == 1) name = line.words[i];
      value = line.words[i];
    }
    if (plain < 3) return;
  } else if (line.program == "dmsetup") {
    for (const std::string& word : line.words)
      if (word.find(" verity ") != std::string::npos) value = word;
    name = line.words[2];
    if (value.empty()) return;
  } else {
    return;
  }
  Fact fact = check("dm-verity", name, value, line.command.range, "command of a shell script");
  out.facts.push_back(std::move(fact.set("line", line.line)));
}

void add_boot_check_parameter(std::string_view name, std::string_view value, Range range,
                              Reading& out) {
  std::string_view kind;
  std::optional<bool> enforced;
  if (among(name, {"roothash", "usrhash"}) && is_hash(value)) {
    kind = "dm-verity";
    enforced = true;
  } else if (among(name, {"systemd.verity", "rd.systemd.verity"})) {
    kind = "dm-verity";
    enforced = !among(value, {"no", "0", "off", "false"});
  } else if (among(name, {"dm-mod.create", "dm"}) && value.find(" verity ") != value.npos) {
    kind = "dm-verity";
    // Without an option for it, a block that does not verify is an error of reading.
    enforced = value.find("ignore_corruption") == value.npos;
  } else if (name == "androidboot.veritymode") {
    kind = "dm-verity";
    enforced = !among(value, {"disabled", "logging"});
  } else if (name == "androidboot.verifiedbootstate") {
    kind = "boot image";
    enforced = among(value, {"green", "yellow"});
  } else if (name == "module.sig_enforce") {
    kind = "kernel modules";
    enforced = !among(value, {"0", "n", "N"});
  } else if (name == "ima_appraise") {
    kind = "ima";
    enforced = value == "enforce";
  } else if (name == "lockdown") {
    kind = "lockdown";
    enforced = true;
  } else {
    return;
  }
  Fact fact = check(kind, name, value, range, "parameter of a kernel's command line");
  out.facts.push_back(std::move(fact.set("enforced", *enforced ? 1 : 0)));
}

void add_boot_check_variable(std::string_view name, std::string_view value, Range range,
                             Reading& out) {
  if (name != "verify" || value.empty()) return;
  const bool off = among(value, {"n", "no", "N", "NO", "0", "false", "off"});
  Fact fact = check("boot image", name, value, range, "variable of U-Boot");
  out.facts.push_back(std::move(fact.set("enforced", off ? 0 : 1)));
}

void add_boot_check_mount(std::string_view folder, std::string_view options, Range range,
                          std::int64_t line, Reading& out) {
  while (!options.empty()) {
    const std::string_view option = options.substr(0, options.find(','));
    options.remove_prefix(std::min(option.size() + 1, options.size()));
    const std::string_view name = option.substr(0, option.find('='));
    if (!among(name, {"verity", "verify", "avb", "x-systemd.verity", "verity.roothash",
                      "verity.roothashfile", "fsverity"}))
      continue;
    Fact fact = check("dm-verity", folder, option, range, "fstab(5) line");
    out.facts.push_back(std::move(fact.set("line", line)));
    return;
  }
}

void add_boot_check_veritytab(std::string_view line, Range range, std::int64_t number,
                              Reading& out) {
  const std::string_view name = next_word(line);
  next_word(line);
  next_word(line);
  const std::string_view hash = next_word(line);
  const std::string_view options = next_word(line);
  if (name.empty() || name[0] == '#' || !is_hash(hash)) return;
  Fact fact = check("dm-verity", name, hash, range, "veritytab(5) line");
  fact.set("enforced", options.find("ignore-corruption") == options.npos ? 1 : 0);
  out.facts.push_back(std::move(fact.set("line", number)));
}

}  // namespace assay::readers
