#include "formats/elf.h"

#include <gtest/gtest.h>
#include <regex.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "formats/test_inputs.h"

namespace assay::formats {
namespace {

// What the first group of the POSIX expression `pattern` matches, in each line of `text`.
std::vector<std::string> all_of(const std::string& text, const std::string& pattern) {
  regex_t regex;
  EXPECT_EQ(regcomp(&regex, pattern.c_str(), REG_EXTENDED | REG_NEWLINE), 0);
  std::vector<std::string> found;
  std::array<regmatch_t, 2> match{};
  const char* at = text.c_str();
  while (regexec(&regex, at, match.size(), match.data(), 0) == 0) {
    if (match[1].rm_so >= 0) found.emplace_back(at + match[1].rm_so, at + match[1].rm_eo);
    at += std::max(match[0].rm_eo, 1);
  }
  regfree(&regex);
  return found;
}

std::string first_of(const std::string& text, const std::string& pattern) {
  const auto found = all_of(text, pattern);
  return found.empty() ? "" : found.front();
}

std::string value_of(const std::optional<Text>& text) { return text ? text->value : ""; }

// Holds what read_elf says of a file against what readelf says of it.
void compare_with_readelf(const std::string& path) {
  SCOPED_TRACE(path);
  const Sample bytes = file_bytes(path);
  const auto elf = read_elf(bytes);
  ASSERT_TRUE(elf) << elf.error().detail;
  for (const auto& problem : elf->problems) ADD_FAILURE() << problem.error.detail;

  const std::string headers = output_of("readelf -hldnW '" + path + "'");
  EXPECT_EQ(first_of(headers, "Class: +ELF([0-9]+)"), std::to_string(elf->bits));
  EXPECT_EQ(first_of(headers, "2's complement, ([A-Za-z0-9_]+) endian") == "big",
            elf->order == ByteOrder::big);
  EXPECT_EQ(std::stoull(first_of(headers, "Entry point address: +0x([0-9a-f]+)"), nullptr, 16),
            elf->entry);
  EXPECT_EQ(std::stoul(first_of(headers, "Flags: +0x([0-9a-f]+)"), nullptr, 16), elf->flags);
  EXPECT_EQ(first_of(headers, "Number of program headers: +([0-9]+)"),
            std::to_string(elf->segments.size()));
  EXPECT_EQ(first_of(headers, "Number of section headers: +([0-9]+)"),
            std::to_string(elf->sections.size()));
  EXPECT_EQ(first_of(headers, "interpreter: (.*)\\]"), value_of(elf->interpreter));
  EXPECT_EQ(first_of(headers, "Build ID: ([0-9a-f]+)"), value_of(elf->build_id));
  EXPECT_EQ(first_of(headers, "SONAME.*\\[(.*)\\]"), value_of(elf->soname));
  EXPECT_EQ(first_of(headers, "RUNPATH.*\\[(.*)\\]"), value_of(elf->runpath));
  EXPECT_EQ(first_of(headers, "RPATH.*\\[(.*)\\]"), value_of(elf->rpath));

  std::vector<std::string> needed;
  for (const Text& name : elf->needed) needed.push_back(name.value);
  EXPECT_EQ(all_of(headers, "NEEDED.*\\[(.*)\\]"), needed);

  const std::string stack =
      first_of(headers, "GNU_STACK +[^ ]+ +[^ ]+ +[^ ]+ +[^ ]+ +[^ ]+ +([A-Za-z0-9_]+)");
  if (!stack.empty() && elf->type != 1) {
    EXPECT_EQ(stack.find('E') == std::string::npos, elf->hardening.nx.state == Presence::present);
  }
  EXPECT_EQ(headers.find("GNU_RELRO") != std::string::npos,
            elf->hardening.relro == ElfRelro::partial || elf->hardening.relro == ElfRelro::full);
  const bool now = !first_of(headers, "(\\(FLAGS_1\\).* NOW|BIND_NOW)").empty();
  EXPECT_EQ(now, elf->hardening.bind_now.state == Presence::present);
  if (elf->machine_name == "x86_64") {
    EXPECT_EQ(!first_of(headers, "(x86 feature: .*IBT)").empty(),
              elf->hardening.ibt.state == Presence::present);
  }

  const std::string symbols =
      output_of(std::string("readelf -W ") + (elf->sections.empty() ? "-D -s '" : "--dyn-syms '") +
                path + "'");
  std::multiset<std::string> theirs, ours;
  for (std::string name : all_of(symbols, " UND +([^ @][^ ]*)"))
    theirs.insert(name.substr(0, name.find('@')));
  if (elf->type != 1)
    for (const ElfImport& import : elf->imports) ours.insert(import.name);
  EXPECT_EQ(theirs, ours);
  for (const ElfImport& import : elf->imports) {
    EXPECT_EQ(as_text(slice(bytes, import.text).value()), import.name);
    EXPECT_EQ(import.symbol.size, elf->bits == 64 ? 24U : 16U);
  }
}

TEST(Elf, SaysWhatReadelfSaysOfHostPrograms) {
  int read = 0;
  for (const char* folder : {"/usr/bin", "/usr/lib/x86_64-linux-gnu"}) {
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.is_regular_file() && entry.file_size() < 1U << 20U && !entry.is_symlink())
        paths.push_back(entry.path());
    }
    std::ranges::sort(paths);
    const std::size_t step = std::max<std::size_t>(1, paths.size() / 14);
    for (std::size_t i = 0; i < paths.size(); i += step) {
      if (!is_elf(file_bytes(paths[i]))) continue;
      compare_with_readelf(paths[i]);
      read++;
    }
  }
  EXPECT_GT(read, 8);
}

// Compiles `source` for `target` and links it as `options` say. The path of the result.
std::string build(const TestFolder& folder, const std::string& target, const std::string& options) {
  write_file(folder / "a.c",
             as_bytes("extern char* strcpy(char*, const char*); extern int weak_one(void)"
                      "__attribute__((weak)); char b[9];\n"
                      "int shown(char* a) { strcpy(b, a); return weak_one ? 1 : 0; }\n"
                      "void __stack_chk_fail(void); void _start(void) {}\n"
                      "void __start(void) { __stack_chk_fail(); }\n"));
  output_of("cd '" + (folder / "") + "' && clang-19 --target=" + target +
            " -ffreestanding -fno-builtin -nostdlib -fuse-ld=lld-19 "
            "-Wl,--unresolved-symbols=ignore-all " +
            options + " a.c -o out.elf");
  return folder / "out.elf";
}

TEST(Elf, SaysWhatReadelfSaysOfOtherProcessors) {
  const std::vector<std::pair<std::string, std::string>> targets = {
      {"mipsel-linux-gnu", "mips"},        {"mips-linux-gnu", "mips"},
      {"mips64el-linux-gnuabi64", "mips"}, {"arm-linux-gnueabihf", "arm"},
      {"aarch64-linux-gnu", "aarch64"},    {"powerpc-linux-gnu", "ppc"},
      {"powerpc64le-linux-gnu", "ppc64"},  {"riscv64-linux-gnu", "riscv"},
      {"i686-linux-gnu", "x86"},           {"x86_64-linux-gnu", "x86_64"}};
  const TestFolder folder;
  for (const auto& [target, machine] : targets) {
    for (const std::string options :
         {"-shared -fPIC -Wl,-soname,libx.so.1 -Wl,-z,now -Wl,--build-id",
          "-shared -fPIC -Wl,--hash-style=gnu -Wl,-rpath,/opt/lib -Wl,-z,norelro -Wl,-s",
          "-static -Wl,-z,execstack", "-c"}) {
      SCOPED_TRACE(target + " " + options);
      if (machine == "mips" && options.find("hash-style=gnu") != std::string::npos) continue;
      const std::string path = build(folder, target, options);
      ASSERT_TRUE(std::filesystem::exists(path));
      compare_with_readelf(path);
      const Elf elf = read_elf(file_bytes(path)).value();
      EXPECT_EQ(elf.machine_name, machine);
      std::filesystem::remove(path);
    }
  }
}

// The same files without section headers, as sstrip leaves them.
TEST(Elf, NeedsNoSectionHeaders) {
  const TestFolder folder;
  for (const std::string target : {"mipsel-linux-gnu", "aarch64-linux-gnu", "arm-linux-gnueabi"}) {
    SCOPED_TRACE(target);
    Sample bytes = file_bytes(build(folder, target, "-shared -fPIC -Wl,-soname,libx.so.1"));
    const Elf with = read_elf(bytes).value();
    const bool wide = with.bits == 64;
    std::fill_n(bytes.begin() + (wide ? 40 : 32), wide ? 8 : 4, 0);
    std::fill_n(bytes.begin() + (wide ? 60 : 48), 4, 0);
    const Elf without = read_elf(bytes).value();
    EXPECT_TRUE(without.sections.empty());
    EXPECT_EQ(without.problems.size(), 0U);
    EXPECT_EQ(value_of(without.soname), "libx.so.1");
    EXPECT_EQ(without.imports.size(), with.imports.size());
    EXPECT_GT(without.imports.size(), 0U);
    EXPECT_EQ(without.exports, with.exports);
    EXPECT_EQ(without.stripped, Presence::present);
    EXPECT_EQ(with.stripped, Presence::absent);
  }
}

TEST(Elf, StatesHardeningWithTheBytesThatShowIt) {
  const TestFolder folder;
  const std::string arm = build(folder, "arm-linux-gnueabihf",
                                "-pie -Wl,-z,relro -Wl,-z,now -Wl,--dynamic-linker,/lib/ld.so");
  const Elf elf = read_elf(file_bytes(arm)).value();
  EXPECT_EQ(elf.hardening.pie.state, Presence::present);
  EXPECT_EQ(elf.hardening.nx.state, Presence::present);
  EXPECT_EQ(elf.hardening.relro, ElfRelro::full);
  EXPECT_EQ(elf.hardening.canary.state, Presence::present);
  EXPECT_EQ(elf.hardening.fortify.state, Presence::absent);
  EXPECT_EQ(elf.hardening.fortifiable, 1U);
  EXPECT_EQ(elf.hardening.ibt.state, Presence::not_shown);
  EXPECT_EQ(elf.linkage, ElfLinkage::dynamic_linked);
  EXPECT_EQ(elf.hardening.nx.range.size, 32U);
  const auto has = [&](std::string_view name, std::string_view value) {
    return std::ranges::any_of(elf.traits, [&](const ElfTrait& trait) {
      return trait.name == name && trait.value == value;
    });
  };
  EXPECT_TRUE(has("abi", "eabi5"));
  EXPECT_TRUE(has("float", "hard"));

  const std::string aarch64 =
      build(folder, "aarch64-linux-gnu",
            "-static -mbranch-protection=standard -Wl,-z,noexecstack -Wl,-s");
  const Elf stripped = read_elf(file_bytes(aarch64)).value();
  EXPECT_EQ(stripped.linkage, ElfLinkage::static_linked);
  EXPECT_EQ(stripped.hardening.pie.state, Presence::absent);
  EXPECT_EQ(stripped.hardening.canary.state, Presence::not_shown);
  EXPECT_EQ(stripped.hardening.bti.state, Presence::present);
  EXPECT_EQ(stripped.hardening.pac.state, Presence::present);
}

// A 32-bit MIPS file of a header and one loadable segment: nothing else is stated.
Sample bare_mips() {
  Sample file(52 + 32, 0);
  const auto put = [&](std::size_t at, std::initializer_list<unsigned> values) {
    for (const unsigned value : values) file[at++] = static_cast<std::uint8_t>(value);
  };
  put(0, {0x7f, 'E', 'L', 'F', 1, 2, 1});
  put(16, {0, 2, 0, 8, 0, 0, 0, 1});
  put(28, {0, 0, 0, 52});
  put(36, {0x70, 0, 0x10, 7});
  put(40, {0, 52, 0, 32, 0, 1, 0, 40, 0, 0, 0, 0});
  put(52, {0, 0, 0, 1});
  return file;
}

TEST(Elf, TakesAMissingStackHeaderByTheProcessor) {
  Sample file = bare_mips();
  const Elf mips = read_elf(file).value();
  EXPECT_EQ(mips.hardening.nx.state, Presence::absent);
  EXPECT_EQ(mips.hardening.relro, ElfRelro::none);
  EXPECT_EQ(mips.hardening.canary.state, Presence::not_shown);
  EXPECT_EQ(mips.traits[0].value, "o32");
  EXPECT_EQ(mips.traits[1].value, "mips32r2");
  file[19] = 183;
  EXPECT_EQ(read_elf(file).value().hardening.nx.state, Presence::not_shown);
}

TEST(Elf, RefusesWhatIsNone) {
  EXPECT_EQ(read_elf({}).error().code, ErrorCode::truncated);
  EXPECT_EQ(read_elf(sample("\x7f"
                            "ELG 0123456789ab"))
                .error()
                .code,
            ErrorCode::corrupt);
  Sample file = bare_mips();
  file[4] = 3;
  EXPECT_EQ(read_elf(file).error().code, ErrorCode::unsupported);
  file = bare_mips();
  file[44] = file[45] = 0xee;  // more program headers than there are
  EXPECT_EQ(read_elf(file).value().problems.size(), 2U);
}

TEST(Elf, EndsOnEveryMutation) {
  const auto read = [](Bytes bytes) {
    const auto elf = read_elf(bytes);
    if (!elf) return;
    EXPECT_LE(elf->imports.size(), elf_imports_max);
    for (const ElfImport& import : elf->imports) EXPECT_LE(import.symbol.end(), bytes.size());
    for (const Range range : {elf->hardening.nx.range, elf->hardening.canary.range,
                              elf->hardening.relro_range, elf->hardening.bind_now.range})
      EXPECT_LE(range.end(), bytes.size());
  };
  const TestFolder folder;
  for (const std::string target : {"mips-linux-gnu", "x86_64-linux-gnu"}) {
    const Sample good = file_bytes(
        build(folder, target, "-shared -fPIC -Wl,-soname,l.so -Wl,-z,now -Wl,--build-id"));
    ASSERT_GT(good.size(), 1000U);
    each_prefix(good, read);
    each_flip(good, 1000, read);
    each_flip(Bytes(good).first(512), 2000, read);
  }
}

// The first squashfs of OpenWrt's image has MIPS programs that an old gcc and musl made.
TEST(Elf, SaysWhatReadelfSaysOfAVendorsFiles) {
  const std::string image =
      ASSAY_SOURCE_DIR "/../shared/samples/vendor/openwrt-18.06.9-tl-wr841-v7-factory.bin";
  if (!std::filesystem::exists(image)) GTEST_SKIP() << "no vendor samples here";
  const Sample bytes = file_bytes(image);
  const std::size_t start = as_text(bytes).find("hsqs");
  ASSERT_NE(start, std::string_view::npos);
  const TestFolder folder;
  output_of("unsquashfs -no-xattrs -o " + std::to_string(start) + " -d '" + (folder / "root") +
            "' '" + image + "' lib usr/sbin bin");
  int read = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "root")) {
    if (!entry.is_regular_file() || entry.is_symlink() || !is_elf(file_bytes(entry.path())))
      continue;
    compare_with_readelf(entry.path());
    if (++read == 12) break;
  }
  EXPECT_EQ(read, 12);
}

}  // namespace
}  // namespace assay::formats
