// ELF files: target, what they need and import, and how they were hardened. A property that the
// file does not show stays NULL. `extras` has what no column is for: "textrel" (code that the
// loader must write to), the protections of the processor that a note states ("ibt",
// "shadow-stack", "bti", "pac"), and traits of the architecture ("abi=o32").
//
// Source: as formats/elf.h; for text relocations gABI chapter 5, DT_TEXTREL and DF_TEXTREL.
#include "formats/elf.h"

#include <algorithm>

#include "readers/reader.h"

namespace assay::readers {
namespace {

using formats::Elf;
using formats::ElfProperty;
using formats::Presence;

constexpr std::uint64_t tag_textrel = 22;
constexpr std::uint64_t tag_flags = 30;
constexpr std::uint64_t flag_textrel = 4;

void set_shown(Fact& fact, std::string_view column, const ElfProperty& property) {
  if (property.state != Presence::not_shown)
    fact.set(column, property.state == Presence::present ? 1 : 0);
}

void set_text(Fact& fact, std::string_view column, const std::optional<formats::Text>& text) {
  if (text) fact.set(column, text->value);
}

std::string_view type_name(std::uint16_t type) {
  constexpr std::string_view names[] = {"", "relocatable", "executable", "shared", "core"};
  return type < std::size(names) ? names[type] : std::string_view();
}

bool has_text_relocations(const Elf& elf) {
  return std::ranges::any_of(elf.dynamic, [](const formats::ElfDynamicEntry& entry) {
    return entry.tag == tag_textrel ||
           (entry.tag == tag_flags && (entry.value & flag_textrel) != 0);
  });
}

std::string extras_of(const Elf& elf) {
  std::string extras;
  const auto add = [&](std::string_view word) {
    extras += (extras.empty() ? "" : " ") + std::string(word);
  };
  if (has_text_relocations(elf)) add("textrel");
  if (elf.hardening.ibt.state == Presence::present) add("ibt");
  if (elf.hardening.shadow_stack.state == Presence::present) add("shadow-stack");
  if (elf.hardening.bti.state == Presence::present) add("bti");
  if (elf.hardening.pac.state == Presence::present) add("pac");
  for (const formats::ElfTrait& trait : elf.traits)
    add(std::string(trait.name) + "=" + trait.value);
  return extras;
}

Fact fact_of(const Elf& elf) {
  Fact fact("elf", elf.header, "ELF headers, dynamic section and symbols");
  fact.set("class", elf.bits).set("machine", elf.machine_name);
  fact.set("byte_order", elf.order == ByteOrder::little ? "little" : "big");
  if (!type_name(elf.type).empty()) fact.set("type", type_name(elf.type));
  set_text(fact, "interpreter", elf.interpreter);
  set_text(fact, "soname", elf.soname);
  set_text(fact, "build_id", elf.build_id);
  if (elf.stripped != Presence::not_shown)
    fact.set("stripped", elf.stripped == Presence::present ? 1 : 0);
  if (elf.linkage != formats::ElfLinkage::none)
    fact.set("linkage", elf.linkage == formats::ElfLinkage::dynamic_linked ? "dynamic" : "static");
  fact.set("entry", elf.entry);
  set_shown(fact, "pie", elf.hardening.pie);
  set_shown(fact, "nx", elf.hardening.nx);
  set_shown(fact, "canary", elf.hardening.canary);
  set_shown(fact, "fortify", elf.hardening.fortify);
  set_shown(fact, "bind_now", elf.hardening.bind_now);
  constexpr std::string_view relro[] = {"none", "partial", "full"};
  if (elf.hardening.relro != formats::ElfRelro::not_shown)
    fact.set("relro", relro[static_cast<std::size_t>(elf.hardening.relro)]);
  set_text(fact, "rpath", elf.rpath);
  set_text(fact, "runpath", elf.runpath);
  const std::string extras = extras_of(elf);
  if (!extras.empty()) fact.set("extras", extras);
  return fact;
}

void read_content(const Leaf& leaf, Reading& out) {
  if (!formats::is_elf(leaf.bytes)) return;
  const auto elf = formats::read_elf(leaf.bytes);
  if (!elf) {
    out.problems.push_back({"read", elf.error().code, "ELF: " + elf.error().detail, {}});
    return;
  }
  out.facts.push_back(fact_of(*elf));
  for (const formats::Text& name : elf->needed)
    if (name.range.size != 0)
      out.facts.push_back(Fact("elf_needed", name.range, "DT_NEEDED").set("name", name.value));
  for (const formats::ElfImport& import : elf->imports)
    out.facts.push_back(Fact("import", import.symbol, "undefined symbol").set("name", import.name));
  for (const formats::FormatProblem& problem : elf->problems)
    out.problems.push_back(
        {"read", problem.error.code, "ELF: " + problem.error.detail, problem.range});
}

}  // namespace

extern const Reader elf = {
    .id = "elf",
    .title = "ELF files: target, libraries, imports and hardening",
    .source = "System V gABI, processor supplements, gcc and glibc manuals",
    .read_content = read_content,
};

}  // namespace assay::readers
