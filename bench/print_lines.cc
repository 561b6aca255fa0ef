// Prints the fingerprints of the functions of a program, and the names that they tell, in lines:
//
//   f ADDRESS SIZE DECODER EXACT OPERATIONS KIND CALLEES OPERATIONS-OF-CALLEES   a function; its
//   kind
//                          is c where it calls others, a where it has addresses, - where neither
//   c CHOOSER ADDRESS...   a function that chooses, and those whose addresses it has
//   d ADDRESS NAME         what a function is named by what it does
//   n ADDRESS NAME         what a function, or that which one chooses, is named
//
// usage: print_lines PROGRAM [NAMED]
// NAMED: the same program with its symbols, which say where functions end. Addresses are
// hexadecimal.
#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "code/deed.h"
#include "code/library_names.h"
#include "code/program_prints.h"

namespace {

std::string read(const char* path) {
  std::ifstream input(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(input), {}};
}

// Adds the functions that symbols tell, where nothing else does: what stands behind a call that
// never returns may be taken for a part of the function before. Those within another's bytes are
// left out, as entries of the same function.
void add_named(const assay::code::Program& named, assay::code::FunctionStarts& found) {
  using assay::code::FunctionStart;
  std::vector<FunctionStart> more;
  for (const assay::code::Symbol& symbol : named.functions()) {
    const auto next =
        std::ranges::upper_bound(found.starts, symbol.address, {}, &FunctionStart::address);
    if (next == found.starts.begin()) continue;
    const FunctionStart& before = *std::prev(next);
    const assay::code::Symbol* around = named.function_at(before.address);
    const bool twice = !more.empty() && more.back().address == symbol.address;
    if (twice || before.address == symbol.address || around == nullptr ||
        symbol.address < around->address + around->size || symbol.address >= before.limit)
      continue;
    more.push_back(before);
    more.back().address = symbol.address;
    more.back().ways = {};
  }
  found.starts.insert(found.starts.end(), more.begin(), more.end());
  std::ranges::sort(found.starts, {}, &FunctionStart::address);
  for (std::size_t i = 0; i + 1 < found.starts.size(); i++)
    found.starts[i].limit = std::min(found.starts[i].limit, found.starts[i + 1].address);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace assay;
  if (argc != 2 && argc != 3) return 2;
  const std::string file = read(argv[1]);
  const std::string named_file = argc == 3 ? read(argv[2]) : file;
  auto program = code::Program::open(as_bytes(file));
  const auto named = code::Program::open(as_bytes(named_file));
  if (!program || !named) return 1;
  auto found = find_functions(*program);
  add_named(*named, found);
  code::ProgramPrints prints(*program, found);
  code::FunctionDecoder decoder(*program);
  for (std::size_t i = 0; i < found.starts.size(); i++) {
    const std::uint64_t address = found.starts[i].address;
    const code::Symbol* symbol = named->function_at(address);
    if (symbol == nullptr) symbol = named->function_at(address - 8);  // PowerPC64
    const bool sized = symbol != nullptr && symbol->size > address - symbol->address;
    const std::uint64_t end = sized ? symbol->address + symbol->size : UINT64_MAX;
    const auto printed = prints.cut(i, end);
    const auto called = prints.callees_of(i, end);
    const char* kind = printed.print.calls ? "c" : printed.print.addresses ? "a" : "-";
    std::printf("f %" PRIx64 " %" PRIu64 " %s %016" PRIx64 " %u %s %016" PRIx64 " %u\n", address,
                printed.end - address, std::string(found.starts[i].decoder->name).c_str(),
                printed.print.exact, printed.print.operations, kind, called.prints,
                called.operations);
    const code::Decoder& set = *found.starts[i].decoder;
    const code::Machine machine{*program, set, abi_of(set.architecture)};
    const std::string deed(name_by_deed(machine, address, decoder));
    if (!deed.empty()) std::printf("d %" PRIx64 " %s\n", address, deed.c_str());
  }
  std::set<std::uint64_t> choosers;
  for (const code::ChosenSlot& slot : program->chosen_slots())
    if (choosers.insert(slot.chooser).second) {
      std::printf("c %" PRIx64, slot.chooser);
      for (const std::size_t place : prints.chosen_by(slot.chooser))
        std::printf(" %" PRIx64, found.starts[place].address);
      std::printf("\n");
    }
  name_library_functions(*program);
  for (const code::ToldName& told : program->told_names())
    std::printf("n %" PRIx64 " %s\n", told.address, std::string(told.name).c_str());
  return 0;
}
