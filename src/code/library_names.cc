// A function has a name where the table has its exact fingerprint; where the function is small, or
// shares its fingerprint with others, the fingerprints of those that it calls have to be those that
// the library's own has. What a function is seen to do (code/deed.h) counts for more.
//
// glibc has functions in assembler that others enter behind their first instruction: stpcpy is
// strcpy, but for what it gives back.
//
// A function that chooses gives back one of several addresses. Where the functions at all addresses
// that it has in its registers have one and the same name, so has what it chooses.
#include "code/library_names.h"

#include <algorithm>
#include <set>

#include "code/deed.h"
#include "code/program_prints.h"

namespace assay::code {
namespace {

// Functions whose first instruction keeps the first argument, to give it back, and what gives back
// the end of what it copied and does the same else.
constexpr std::pair<std::string_view, std::string_view> second_entries[] = {
    {"strcpy", "stpcpy"}, {"memcpy", "mempcpy"}, {"memmove", "mempcpy"}};

class Namer {
 public:
  Namer(Program& program, const FunctionStarts& found, const LibraryPrints& table)
      : program_(program), found_(found), table_(table), decoder_(program), own_(program, found) {}

  std::vector<ToldName> run() {
    print_of_.resize(found_.starts.size());
    std::vector<ToldName> names;
    for (std::size_t i = 0; i < found_.starts.size(); i++) {
      const ProgramPrints::Printed& own = own_.functions()[i];
      std::uint64_t end = own.end;
      print_of_[i] = find(i, own.print, UINT64_MAX);
      for (std::size_t at = 0; print_of_[i] == nullptr && at < own.ends.size(); at++) {
        end = own.ends[at];
        print_of_[i] = find(i, own_.cut(i, end).print, end);
      }
      if (const LibraryPrint* print = print_of_[i];
          print != nullptr && !has_other_name(i, print->name))
        names.push_back({found_.starts[i].address, end, print->name, print->library, print->exact,
                         0, found_.starts[i].decoder});
    }
    for (std::size_t i = 0; i < found_.starts.size(); i++)
      if (print_of_[i] == nullptr) tell_second_entry(names, i);
    std::set<std::uint64_t> choosers;
    for (const ChosenSlot& slot : program_.chosen_slots())
      if (choosers.insert(slot.chooser).second) tell_chosen(names, slot.chooser);
    return names;
  }

 private:
  const LibraryPrint* find(std::size_t place, const Fingerprint& own, std::uint64_t limit) {
    const LibraryPrint* found = nullptr;
    std::optional<std::uint64_t> callees;
    if (own.operations == 0) return nullptr;  // such as what stands before a second entry
    for (const LibraryPrint& print : table_.find(found_.starts[place].decoder->name, own.exact)) {
      if (print.callees != 0 && !callees) callees = own_.callees_of(place, limit).prints;
      if (print.callees == 0 || print.callees == *callees) found = &print;
    }
    return found;
  }

  bool has_other_name(std::size_t place, std::string_view name) {
    const FunctionStart& start = found_.starts[place];
    if (program_.function_at(start.address) != nullptr) return true;
    const Machine machine{program_, *start.decoder, abi_of(start.decoder->architecture)};
    const std::string_view deed = name_by_deed(machine, start.address, decoder_);
    return !deed.empty() && deed != name;
  }

  // What sets a register or two and enters another function behind its first instruction.
  void tell_second_entry(std::vector<ToldName>& names, std::size_t place) {
    constexpr unsigned operations_max = 3;
    const FunctionStart& start = found_.starts[place];
    if (own_.functions()[place].print.operations > operations_max) return;
    const Function& function = decoder_.decode(start);
    if (function.instructions.empty() || function.instructions.size() > operations_max) return;
    const auto sets = [](const Instruction& in) {
      return in.flow == Flow::next && in.op != Op::store && in.op != Op::change_memory;
    };
    const std::span<const Instruction> all = function.instructions;
    const Instruction& last = all.back();
    if (last.flow != Flow::jump || !std::ranges::all_of(all.first(all.size() - 1), sets)) return;
    const auto behind =
        std::ranges::lower_bound(found_.starts, last.target, {}, &FunctionStart::address);
    if (behind == found_.starts.begin()) return;
    const FunctionStart& entered = *std::prev(behind);
    const LibraryPrint* print =
        print_of_[static_cast<std::size_t>(&entered - found_.starts.data())];
    Instruction first;
    if (const CodeRange* range = program_.code_at(entered.address); range != nullptr)
      entered.decoder->decode(range->bytes.subspan(entered.address - range->address),
                              entered.address, first);
    const std::span<const Register> arguments = entered.decoder->arguments;
    const bool keeps = first.op == Op::move && !arguments.empty() && first.a == arguments[0];
    if (print == nullptr || !keeps || entered.address + first.length != last.target) return;
    const std::uint64_t end = function.addresses.back() + last.length;
    for (const auto& [name, entry] : second_entries)
      if (print->name == name && !has_other_name(place, entry))
        names.push_back(
            {start.address, end, entry, print->library, print->exact, 0, start.decoder});
  }

  // PowerPC64: callers from other files enter before the instructions that set r2, where another
  // function seems to stand.
  const LibraryPrint* print_behind_entry(std::size_t place) const {
    const ProgramPrints::Printed& own = own_.functions()[place];
    const bool only_enters = own.print.operations == 0 && place + 1 < print_of_.size() &&
                             found_.starts[place + 1].address == own.end;
    return only_enters ? print_of_[place + 1] : print_of_[place];
  }

  void tell_chosen(std::vector<ToldName>& names, std::uint64_t chooser) {
    const auto among = own_.chosen_by(chooser);
    const LibraryPrint* first = among.empty() ? nullptr : print_behind_entry(among.front());
    const auto same = [&](std::size_t place) {
      const LibraryPrint* print = print_behind_entry(place);
      return print != nullptr && print->name == first->name;
    };
    if (first == nullptr || !std::ranges::all_of(among, same)) return;
    names.push_back({chooser, chooser, first->name, first->library, 0, among.size(), nullptr});
  }

  Program& program_;
  const FunctionStarts& found_;
  const LibraryPrints& table_;
  FunctionDecoder decoder_;
  ProgramPrints own_;
  std::vector<const LibraryPrint*> print_of_;  // by the place of the start
};

}  // namespace

std::optional<FunctionStarts> name_library_functions(Program& program,
                                                     const LibraryPrints& prints) {
  if (!program.takes_nothing() || program.elf().stripped != formats::Presence::present)
    return std::nullopt;
  FunctionStarts found = find_functions(program);
  program.tell_names(Namer(program, found, prints).run());
  return found;
}

}  // namespace assay::code
