// Constant bytes that a function of the program gets which uses a table of a cipher: where a
// program brings its own AES, its keys show in no call of a library. The tables are those that the
// reader of crypto constants found in the same file. Told is what each call of such a function
// passes it, or what the callers of a function pass that hands its own parameter on; which of these
// bytes are the key, a block or a vector is not known. A program that offers the functions of a
// known library of cryptography is left out, and so is a library that offers ciphers by name: what
// they pass themselves are tests.
//
// Source: FIPS 197, GB/T 32907 (sizes of keys).
#include <algorithm>
#include <bitset>
#include <iterator>

#include "readers/brought_text.h"
#include "readers/call_site.h"
#include "readers/crypto_call.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using code::Call;
using code::SurveyedFunction;
using code::Value;

constexpr std::size_t tables_max = 64;  // of one program, as all that follow
constexpr std::size_t users_max = 256;
constexpr std::size_t arguments_max = 4096;  // that are looked at
constexpr std::size_t rows_max = 256;
constexpr std::size_t parameters_max = 4;      // of a function that are looked at
constexpr std::size_t stack_loads_max = 1024;  // likewise
constexpr std::uint64_t address_min = 4096;    // without sections: what is less is a count

struct Cipher {
  std::string_view algorithm;
  std::size_t size;  // bytes of its shortest key
};
// DES and Blowfish are left out: every crypt(3) has their tables and tests itself with constants.
constexpr Cipher ciphers[] = {{"AES", 16}, {"SM4", 16}};

struct Table {
  std::uint64_t address = 0;
  std::uint64_t size = 0;
  std::string name;                // "AES S-box"
  const Cipher* cipher = nullptr;  // nullptr: of something that has no key
  bool has(std::uint64_t number) const { return number >= address && number - address < size; }
};

const std::string* text_of(const Fact& fact, std::string_view column) {
  for (const auto& [name, value] : fact.columns)
    if (name == column) return std::get_if<std::string>(&value);
  return nullptr;
}

class OwnCiphers {
 public:
  OwnCiphers(const code::Survey& survey, Reading& out) : survey_(survey), out_(out) {}

  void read() {
    find_tables();
    if (std::ranges::none_of(tables_, [](const Table& table) { return table.cipher != nullptr; }) ||
        offers_cryptography())
      return;
    find_users();
    for (const User& user : users_)
      for (const std::uint32_t place : survey_.callers_of(user.function->start.address))
        see(user, place);
    if (!cut_) return;
    out_.problems.push_back({"read", ErrorCode::limit,
                             "a cipher of the program is called at too many places to look at all",
                             survey_.program().elf().header});
  }

 private:
  struct User {
    const SurveyedFunction* function;
    const Table* table;
    std::bitset<parameters_max> parameters;  // that it reads
  };

  void find_tables();
  bool offers_cryptography() const;
  void find_users();
  std::bitset<parameters_max> parameters_of(const code::Analysis& analysis) const;
  bool is_data(std::uint64_t address) const;
  void see(const User& user, std::uint32_t place);
  void see_argument(const User& user, std::uint32_t place, std::size_t index);
  void add(const User& user, std::uint32_t place, const std::vector<std::uint8_t>& bytes,
           Range where, std::optional<std::uint64_t> address);

  const code::Survey& survey_;
  Reading& out_;
  std::vector<Table> tables_;
  std::vector<User> users_;
  std::size_t arguments_ = 0;
  std::size_t rows_ = 0;
  bool cut_ = false;
};

// Where the program has them in memory.
void OwnCiphers::find_tables() {
  constexpr std::uint32_t load = 1;
  for (const Fact& fact : out_.facts) {
    if (fact.table != "crypto_constant") continue;
    const std::string* algorithm = text_of(fact, "algorithm");
    const std::string* name = text_of(fact, "name");
    if (algorithm == nullptr || name == nullptr) continue;
    const auto* cipher = std::ranges::find(ciphers, *algorithm, &Cipher::algorithm);
    for (const formats::ElfSegment& segment : survey_.program().elf().segments) {
      if (segment.type != load || fact.range.offset < segment.file.offset ||
          fact.range.offset - segment.file.offset >= segment.file.size)
        continue;
      if (tables_.size() >= tables_max) {
        cut_ = true;
        return;
      }
      tables_.push_back({segment.address + (fact.range.offset - segment.file.offset),
                         fact.range.size, *algorithm + " " + *name,
                         cipher == std::end(ciphers) ? nullptr : cipher});
    }
  }
}

// A library with a cipher among its names has its keys from its callers.
bool OwnCiphers::offers_cryptography() const {
  constexpr std::string_view words[] = {"aes", "AES", "rijndael", "sm4", "SM4"};
  const bool library = survey_.program().elf().soname.has_value();
  return std::ranges::any_of(survey_.functions(), [&](const SurveyedFunction& function) {
    return !crypto_arguments(function.name).empty() ||
           (library && std::ranges::any_of(words, [&](std::string_view word) {
              return function.name.find(word) != std::string_view::npos;
            }));
  });
}

void OwnCiphers::find_users() {
  code::AnalysisOptions options;
  options.numbers = true;
  for (const SurveyedFunction& function : survey_.functions()) {
    if (users_.size() >= users_max) {
      cut_ = true;
      return;
    }
    if (survey_.callers_of(function.start.address).empty()) continue;
    const code::Analysis& analysis = survey_.analyse(function, options);
    const Table* used = nullptr;
    for (const Table& table : tables_) {
      const auto number = std::ranges::lower_bound(analysis.numbers, table.address);
      if (table.cipher != nullptr && number != analysis.numbers.end() && table.has(*number))
        used = &table;
    }
    if (used != nullptr) users_.push_back({&function, used, parameters_of(analysis)});
  }
}

// Of the function that was analysed last: the parameters whose register is read before anything
// else is put there, whose word of the stack is read, or that a call is passed.
std::bitset<parameters_max> OwnCiphers::parameters_of(const code::Analysis& analysis) const {
  const code::Function& function = *analysis.function;
  const code::Decoder& decoder = *function.decoder;
  std::bitset<parameters_max> read;
  for (const Call& call : analysis.calls)
    for (const Value& value : call.arguments)
      if (const auto p = parameter_of(decoder, value); p && *p < parameters_max) read.set(*p);
  std::uint64_t written = 0;
  std::size_t stack_loads = 0;
  for (std::uint32_t block = 0; block < function.blocks.size(); block++) {
    const code::Block& of = function.blocks[block];
    for (std::uint32_t i = of.first; i < of.first + of.count; i++) {
      const code::Instruction& in = function.instructions[i];
      const bool stores = in.op == code::Op::store;
      const bool loads = in.op == code::Op::load;
      for (std::size_t p = 0; p < parameters_max; p++) {
        if (p < decoder.arguments.size()) {
          const code::Register r = decoder.arguments[p];
          // The shared form does not say what an operation on vectors reads, or half of a load.
          const bool may_read = in.op == code::Op::unknown && decoder.alignment != 1;
          const bool reads =
              may_read || in.a == r || in.b == r || (stores && (in.dest == r || in.second == r));
          if (reads && (written & code::register_bit(r)) == 0) read.set(p);
        } else if (loads && in.b == code::no_register && stack_loads++ < stack_loads_max) {
          const Value place = survey_.analyser().address_at(block, i);
          Value content{Value::Kind::stack_content, place.size, place.id, place.number};
          if (place.is(Value::Kind::stack) && parameter_of(decoder, content) == p) read.set(p);
        }
      }
      written |= in.kills;
      if (!stores) written |= code::register_bit(in.dest);
    }
  }
  return read;
}

// Whether a number may be the address of data. At small ones a file may have its headers, and they
// are counts.
bool OwnCiphers::is_data(std::uint64_t address) const {
  constexpr std::uint32_t program_bits = 1;
  const code::Program& program = survey_.program();
  if (program.is_code(address)) return false;
  const auto& sections = program.elf().sections;
  if (sections.empty()) return address >= address_min;
  return std::ranges::any_of(sections, [&](const formats::ElfSection& section) {
    return section.type == program_bits && section.address != 0 && address >= section.address &&
           address - section.address < section.file.size;
  });
}

void OwnCiphers::see(const User& user, std::uint32_t place) {
  for (std::size_t index = 0; index < parameters_max && !cut_; index++) {
    if (!user.parameters[index]) continue;
    const Value& value = survey_.calls()[place].arguments[index];
    const SurveyedFunction& caller = survey_.caller(place);
    if (const auto parameter = parameter_of(*caller.start.decoder, value)) {
      for (const std::uint32_t above : survey_.callers_of(caller.start.address)) {
        if (cut_) return;
        see_argument(user, above, *parameter);
      }
      continue;
    }
    see_argument(user, place, index);
  }
}

void OwnCiphers::see_argument(const User& user, std::uint32_t place, std::size_t index) {
  const Call& call = survey_.calls()[place];
  const code::Program& program = survey_.program();
  if (index >= call.arguments.size()) return;
  if (arguments_++ >= arguments_max) {
    cut_ = true;
    return;
  }
  const Value& value = call.arguments[index];
  const std::size_t size = user.table->cipher->size;
  if (value.is(Value::Kind::number)) {
    if (!program.constant(value.number) || !is_data(value.number) ||
        std::ranges::any_of(tables_, [&](const Table& table) { return table.has(value.number); }))
      return;
    const Bytes there = program.at(value.number);
    const auto where = program.place(value.number, size);
    if (there.size() < size || !where || where->size < size) return;
    // A text that says what to do, and no key.
    const auto text = constant_text(program, value);
    if (text && (text->size() < size || text->find_first_of("/%") != std::string_view::npos))
      return;
    add(user, place, {there.begin(), there.begin() + static_cast<std::ptrdiff_t>(size)}, *where,
        value.number);
  } else if (value.is(Value::Kind::stack)) {
    const code::Analysis& analysis = survey_.analyse(survey_.caller(place));
    const auto same = std::ranges::find(analysis.calls, call.address, &Call::address);
    if (same == analysis.calls.end()) return;
    const auto bytes =
        survey_.before(*same).stack_bytes(static_cast<std::int64_t>(value.number), size);
    if (bytes.size() == size)
      add(user, place, bytes, place_of(program, call.address), std::nullopt);
  }
}

void OwnCiphers::add(const User& user, std::uint32_t place, const std::vector<std::uint8_t>& bytes,
                     Range where, std::optional<std::uint64_t> address) {
  if (rows_++ >= rows_max) {
    cut_ = true;
    return;
  }
  std::bitset<256> distinct;
  for (const std::uint8_t byte : bytes) distinct.set(byte);
  const Call& call = survey_.calls()[place];
  Fact fact("crypto_use", where, "call in machine code");
  fact.set("kind", "own cipher");
  fact.set("call", shown_name(user.function->name, user.function->start.address));
  fact.set("address", call.address);
  set_function(fact, survey_.caller(place));
  fact.set("value", user.table->name).set("constant_size", bytes.size());
  fact.set("distinct_bytes", distinct.count());
  if (address) fact.set("constant_address", *address).set("writable", 0);
  out_.facts.push_back(std::move(fact));
}

void read_code(const code::Survey& survey, Reading& out) { OwnCiphers(survey, out).read(); }

}  // namespace

extern const Reader own_ciphers = {
    .id = "own_ciphers",
    .title = "Constant bytes that a program's own ciphers get",
    .source = "FIPS 197, GB/T 32907",
    .read_code = read_code,
};

}  // namespace assay::readers
