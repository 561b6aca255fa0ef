// Steps of an update by the programs that scripts use for them:
//
//   fetch      wget curl tftp ftpget uclient-fetch scp
//   digest     md5sum sha1sum sha256sum sha512sum; also within $(...) of a test or an assignment
//   signature  openssl dgst -verify, smime, cms, pkeyutl; usign -V; signify; ucert; gpg --verify;
//   minisign write      mtd write, mtd_write, fwupdate, flashcp, nandwrite, ubiupdatevol, flashw,
//   dd of=/dev/..,
//              cat > /dev/mtd.., sysupgrade
//   erase      flash_erase, flash_eraseall, mtd erase
//   rollback   fw_setenv of a variable that chooses or counts the boot
//   reboot     reboot
//
// The result of a check is used where a test, && or || follows, the next command looks at $?, or it
// stands within a test, or in a variable that a later test names.
//
// Source: mtd-utils, OpenWrt's sysupgrade and usign(1), openssl-dgst(1), BusyBox, U-Boot's
// fw_setenv and doc/api/bootcount.rst; RAUC, "Bootloader Interaction" (BOOT_ORDER, BOOT_A_LEFT);
// Mender, "U-Boot integration" (mender_boot_part).
#include "readers/update_step.h"

#include <algorithm>

#include "base/word_table.h"
#include "formats/lines.h"
#include "readers/path.h"
#include "readers/script_facts.h"

namespace assay::readers {
namespace {

using formats::ShellCommand;
using formats::ShellScript;
using Words = std::span<const std::string>;

constexpr std::size_t steps_max = 512;  // of one script
constexpr std::size_t sums_max = 32;    // variables with a digest, of one script

bool among(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

bool has(Words words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

std::string behind(Words words, std::string_view option) {
  const auto at = std::ranges::find(words, option);
  return at != words.end() && at + 1 != words.end() ? *(at + 1) : std::string();
}

using Step = UpdateStep;

constexpr std::string_view digests[] = {"md5sum", "sha1sum", "sha256sum", "sha512sum", "cksum"};
constexpr std::string_view digest_end = "sum";  // of each

constexpr std::string_view fetchers[] = {"wget", "curl", "tftp", "ftpget", "uclient-fetch", "scp"};

constexpr std::string_view signers[] = {"openssl", "usign", "signify", "minisign",
                                        "ucert",   "gpg",   "gpgv"};

constexpr std::string_view writers[] = {"mtd_write",    "fwupdate",    "flashcp",       "nandwrite",
                                        "ubiupdatevol", "flashw",      "sysupgrade",    "fwupgrade",
                                        "flash_image",  "flash_erase", "flash_eraseall"};

constexpr WordTable digest_names(digests);
constexpr WordTable fetcher_names(fetchers);
constexpr WordTable signer_names(signers);
constexpr WordTable writer_names(writers);

Step fetch_of(Words words) {
  Step step{"fetch", {}, {}};
  for (std::size_t i = 1; i < words.size(); i++)
    if (words[i].find("://") != std::string::npos) step.object = words[i];
  if (step.object.empty() && words.size() > 1) step.object = words.back();
  return step;
}

// Of one of the `signers`.
Step signature_of(std::string_view base, Words words) {
  if (base == "openssl") {
    if (words.size() < 2) return {};
    const bool verifies = has(words, "-verify") || has(words, "-prverify") || words[1] == "verify";
    if (!verifies) return {};
    std::string key = behind(words, words[1] == "dgst" ? "-verify" : "-inkey");
    if (has(words, "-prverify")) key = behind(words, "-prverify");
    if (key.empty()) key = behind(words, "-CAfile");
    return {"signature", words.back(), key};
  }
  const bool other = base == "gpg" ? has(words, "--verify")
                                   : base == "gpgv" || has(words, "-V") || has(words, "-Vm");
  if (!other) return {};
  const std::string key = behind(words, "-p").empty() ? behind(words, "-P") : behind(words, "-p");
  return {"signature", behind(words, "-m").empty() ? words.back() : behind(words, "-m"), key};
}

Step write_of(std::string_view base, const ShellCommand& command, Words words) {
  if (base == "dd")
    for (const std::string& word : words)
      if (word.starts_with("of=/dev/") && !among(word, {"of=/dev/null", "of=/dev/console"}))
        return {"write", word.substr(3), {}};
  if (base == "mtd" && words.size() > 1) {
    if (has(words, "write")) return {"write", words.back(), {}};
    if (has(words, "erase")) return {"erase", words.back(), {}};
    return {};
  }
  const bool erases = base == "flash_erase" || base == "flash_eraseall";
  if (erases && words.size() > 1)
    return {"erase", words[1].starts_with('-') ? words.back() : words[1], {}};
  if (!erases && writer_names.contains(base))
    return {"write", words.size() > 1 ? words.back() : "", {}};
  for (const formats::ShellRedirection& to : command.redirections)
    if (to.operation.find('>') != std::string::npos && to.target.text.starts_with("/dev/mtd"))
      return {"write", to.target.text, {}};
  return {};
}

}  // namespace

bool chooses_boot(std::string_view variable) {
  return among(variable, {"upgrade_available", "bootcount", "bootlimit", "altbootcmd", "boot_part",
                          "bootpart", "bootpartition", "active", "rootfs_part", "BOOT_ORDER",
                          "BOOT_A_LEFT", "BOOT_B_LEFT", "mender_boot_part"});
}

UpdateStep update_step(const ShellCommand& command, Words words) {
  const std::string_view base = base_of(words[0]);
  if (fetcher_names.contains(base)) return fetch_of(words);
  if (digest_names.contains(base)) return {"digest", words.size() > 1 ? words.back() : "", {}};
  if (base == "reboot") return {"reboot", {}, {}};
  if (base == "fw_setenv" && words.size() > 1) {
    return chooses_boot(words[1]) ? Step{"rollback", words[1], {}} : Step();
  }
  if (signer_names.contains(base))
    if (Step step = signature_of(base, words); !step.action.empty()) return step;
  return write_of(base, command, words);
}

namespace {

// Whether what follows in the script looks at the result.
bool is_result_used(std::string_view text, const ShellCommand& command) {
  const std::size_t end = std::min<std::size_t>(command.range.end(), text.size());
  std::string_view rest = text.substr(end, 160);
  const std::size_t start = rest.find_first_not_of(" \t;\r\n}])");
  if (start == std::string_view::npos) return false;
  rest.remove_prefix(start);
  for (const auto word : {"then", "&&", "||", "do"})
    if (rest.starts_with(word)) return true;
  return rest.substr(0, rest.find('\n')).find("$?") != std::string_view::npos;
}

class UpdateSteps {
 public:
  UpdateSteps(const ShellScript& script, Bytes bytes, Reading& out)
      : script_(script), text_(as_text(bytes)), lines_(bytes), out_(out) {}

  void run() {
    for (const formats::ShellAssignment& assignment : script_.assignments) {
      if (assignment.value.text.find(digest_end) == std::string::npos) continue;
      for (const std::string_view digest : digests)
        if (sums_.size() < sums_max && assignment.value.text.find(digest) != std::string::npos)
          sums_.emplace_back("$" + assignment.name, digest);
    }
    for (const ShellCommand& command : script_.commands) {
      if (facts_.size() >= steps_max) break;
      Words words = command.words;
      if (words.empty() || command.range.size == 0) continue;
      const Step step = update_step(command, words);
      // What a digest within $(...) is held against, the test around it tells, or one that names
      // the variable: add_inner().
      const bool inner = command.substituted && step.action == "digest";
      if (!step.action.empty() && !inner) add(step, base_of(words[0]), command);
      add_inner(words, command);
    }
    if (!writes_) return;
    for (Fact& fact : facts_) out_.facts.push_back(std::move(fact));
  }

 private:
  void add(const Step& step, std::string_view program, const ShellCommand& command) {
    writes_ = writes_ || step.action == "write";
    Fact fact("update_step", command.range, "command of a shell script");
    fact.set("action", step.action).set("program", program);
    if (!step.object.empty()) fact.set("object", step.object);
    if (!step.key.empty()) fact.set("key", step.key);
    if (step.action == "digest" || step.action == "signature")
      fact.set("used", is_result_used(text_, command) || within_test(command) ? 1 : 0);
    if (!command.function.empty()) fact.set("function", command.function);
    if (!command.condition.empty()) fact.set("condition", command.condition);
    fact.set("position", facts_.size() + 1).set("line", lines_.at(command.range.offset));
    facts_.push_back(std::move(fact));
  }

  bool within_test(const ShellCommand& command) const {
    return command.piped && is_piped_to_test(command);
  }
  bool is_piped_to_test(const ShellCommand& command) const {
    // md5sum FILE | grep -q SUM && ...
    const std::size_t end = std::min<std::size_t>(command.range.end(), text_.size());
    const std::string_view rest = text_.substr(end, 200);
    const std::string_view line = rest.substr(0, rest.find('\n'));
    return line.find("&&") != line.npos || line.find("||") != line.npos ||
           line.find("; then") != line.npos;
  }

  // A check within $(...): of a test, or of an assignment whose variable a test names.
  void add_inner(Words words, const ShellCommand& command) {
    const std::string_view base = base_of(words[0]);
    if (base != "[" && base != "test" && base != "[[") return;
    const std::string_view digest = digest_in(words);
    if (digest.empty()) return;
    Fact fact("update_step", command.range, "test in a shell script");
    fact.set("action", "digest").set("program", digest).set("used", 1);
    if (!command.function.empty()) fact.set("function", command.function);
    if (!command.condition.empty()) fact.set("condition", command.condition);
    fact.set("position", facts_.size() + 1).set("line", lines_.at(command.range.offset));
    facts_.push_back(std::move(fact));
  }

  // The first of the digests that these words name, or a variable that is made with it; or empty.
  std::string_view digest_in(Words words) const {
    const auto named = [&](std::string_view text) {
      return std::ranges::any_of(words,
                                 [&](const auto& word) { return word.find(text) != word.npos; });
    };
    const bool any = named(digest_end);
    if (!any && sums_.empty()) return {};
    for (const std::string_view digest : digests) {
      if (any && named(digest)) return digest;
      for (const auto& [variable, made_with] : sums_)
        if (made_with == digest && named(variable)) return digest;
    }
    return {};
  }

  const ShellScript& script_;
  std::string_view text_;
  LineCounter lines_;
  Reading& out_;
  std::vector<Fact> facts_;
  std::vector<std::pair<std::string, std::string_view>> sums_;  // "$NAME", what it is made with
  bool writes_ = false;
};

}  // namespace

void add_update_steps(const ShellScript& script, Bytes bytes, std::string_view, Reading& out) {
  UpdateSteps(script, bytes, out).run();
}

}  // namespace assay::readers
