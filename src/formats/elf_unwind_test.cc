#include "formats/elf_unwind.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <sstream>

#include "formats/elf_relocations.h"
#include "formats/test_inputs.h"

namespace assay::formats {
namespace {

// A program of the C library of this machine, which has no search table for its frames.
struct StaticProgram {
  TestFolder folder;
  std::vector<std::uint8_t> bytes;
  StaticProgram() {
    write_file(
        folder / "a.c",
        as_bytes(std::string_view("#include <stdio.h>\nint main(void) { return puts(\"a\"); }")));
    output_of("cd '" + (folder / "") + "' && g++ -xc -O2 -static -s -w a.c -o a.out");
    bytes = file_bytes(folder / "a.out");
  }
};

std::vector<std::uint64_t> starts_of(Bytes bytes) {
  const auto elf = read_elf(bytes);
  const auto view = ElfView::open(bytes);
  return elf && view ? unwind_starts(*view, *elf) : std::vector<std::uint64_t>{};
}

TEST(ElfUnwind, StartsOfAStaticProgramAreThoseOfItsFrames) {
  const StaticProgram program;
  std::istringstream shown(output_of("readelf --debug-dump=frames '" + (program.folder / "a.out") +
                                     "' | sed -n 's/.*FDE.* pc=\\([0-9a-f]*\\)\\..*/\\1/p'"));
  std::set<std::uint64_t> expected;
  for (std::string line; std::getline(shown, line);)
    expected.insert(std::stoull(line, nullptr, 16));
  ASSERT_GT(expected.size(), 100U);
  const auto found = starts_of(program.bytes);
  EXPECT_EQ(std::set(found.begin(), found.end()), expected);
}

TEST(ElfUnwind, DamagedFramesEndInAResult) {
  StaticProgram program;
  const auto elf = read_elf(program.bytes);
  ASSERT_TRUE(elf);
  const ElfSection* frames = find_section(*elf, ".eh_frame");
  ASSERT_NE(frames, nullptr);
  std::mt19937 random(11);
  for (int i = 0; i < 200; i++) {
    auto damaged = program.bytes;
    for (int flips = 0; flips < 4; flips++)
      damaged[frames->file.offset + random() % frames->file.size] ^=
          static_cast<std::uint8_t>(1U << random() % 8);
    EXPECT_LE(starts_of(damaged).size(), frames->file.size / 8);
  }
}

TEST(ElfRelocations, OfAStaticProgramAreThoseThatItsOwnStartCarriesOut) {
  const StaticProgram program;
  const auto elf = read_elf(program.bytes);
  const auto view = ElfView::open(program.bytes);
  ASSERT_TRUE(elf && view);
  std::size_t chosen = 0;
  const auto walked = walk_relocations(*view, *elf, [&](const ElfRelocation& relocation) {
    if (relocation.kind == ElfRelocationKind::chosen) chosen++;
  });
  EXPECT_TRUE(walked);
  const auto shown =
      output_of("readelf -rW '" + (program.folder / "a.out") + "' | grep -c IRELATIV");
  EXPECT_EQ(chosen, std::stoull(shown));
  EXPECT_GT(chosen, 0U);
}

}  // namespace
}  // namespace assay::formats
