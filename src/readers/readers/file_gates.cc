// What a program runs only where a file exists: its code asks for a file of a constant name, by
// access(2), stat(2), open(2) or the like, and branches by the answer. Told is a way that runs
// other programs or a shell, and that no other way of the function leads to. Left out are a file
// that is run itself, as a program that is looked for before it is started, one that is read, and
// ways on which texts are compared as well, as a password may be.
//
// Source: Linux manual pages access(2), stat(2), open(2), fopen(3).
#include <algorithm>
#include <map>

#include "base/digest.h"
#include "base/name_table.h"
#include "readers/call_site.h"
#include "readers/comparator.h"
#include "readers/opened.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using code::Call;
using code::Condition;
using code::SurveyedFunction;
using code::Value;

constexpr std::size_t sites_max = 1024;  // of one program that are looked at
constexpr std::size_t path_max = 256;

enum class Answer : std::uint8_t { zero, pointer, descriptor };  // where the file is there

struct Asker {
  std::string_view name;
  std::uint8_t path;  // argument
  Answer answer;
};

constexpr NameTable askers(std::to_array<Asker>({
    {"access", 0, Answer::zero},
    {"faccessat", 1, Answer::zero},
    {"euidaccess", 0, Answer::zero},
    {"eaccess", 0, Answer::zero},
    {"stat", 0, Answer::zero},
    {"stat64", 0, Answer::zero},
    {"lstat", 0, Answer::zero},
    {"lstat64", 0, Answer::zero},
    {"__stat64_time64", 0, Answer::zero},
    {"__lstat64_time64", 0, Answer::zero},
    {"__xstat", 1, Answer::zero},
    {"__xstat64", 1, Answer::zero},
    {"__lxstat", 1, Answer::zero},
    {"__lxstat64", 1, Answer::zero},
    {"fopen", 0, Answer::pointer},
    {"fopen64", 0, Answer::pointer},
    {"opendir", 0, Answer::pointer},
    {"open", 0, Answer::descriptor},
    {"open64", 0, Answer::descriptor},
}));

struct User {
  std::string_view name;
  std::uint8_t file;  // argument
};

constexpr NameTable users(std::to_array<User>({
    {"fgets", 2},      {"__fgets_chk", 3}, {"fread", 3},           {"__fread_chk", 4},
    {"fgetc", 0},      {"getc", 0},        {"_IO_getc", 0},        {"getline", 2},
    {"__getdelim", 3}, {"fscanf", 0},      {"__isoc99_fscanf", 0}, {"fwrite", 3},
    {"fputs", 1},      {"fprintf", 0},     {"__fprintf_chk", 0},   {"read", 0},
    {"__read_chk", 0}, {"write", 0},       {"ioctl", 0},           {"mmap", 4},
    {"mmap64", 4},     {"readdir", 0},     {"readdir64", 0},
}));

// Which way of a branch on the call's result is that of a file that is there.
enum class Way : std::uint8_t { neither, taken, next };

Way way_of(const code::Comparison& branch, const Call& call, Answer answer) {
  const auto gives = [&](const Value& value) {
    return value.is(Value::Kind::result) && value.id == call.instruction && value.number == 0;
  };
  if (!gives(branch.left)) return Way::neither;
  const Value& right = branch.right;
  const bool signed_answer = answer != Answer::pointer;
  const bool sign = right == Value::of(31) || right == Value::of(63);
  if (branch.condition == Condition::bit_set || branch.condition == Condition::bit_clear) {
    if (!sign || !signed_answer) return Way::neither;
    return branch.condition == Condition::bit_set ? Way::next : Way::taken;
  }
  const bool same = gives(right);  // a test of it with itself
  const bool zero = same || right == Value::of(0);
  const bool minus_one =
      right.is(Value::Kind::number) && (right.number & 0xffffffffU) == 0xffffffffU;
  if (!zero && !minus_one) return Way::neither;
  switch (branch.condition) {
    case Condition::equal:
    case Condition::not_equal: {
      if (zero && answer == Answer::descriptor) return Way::neither;
      if (minus_one && answer == Answer::pointer) return Way::neither;
      const bool there_where_equal = zero && answer == Answer::zero;
      return there_where_equal == (branch.condition == Condition::equal) ? Way::taken : Way::next;
    }
    case Condition::less:
    case Condition::negative:
      return zero && signed_answer ? Way::next : Way::neither;
    case Condition::greater_equal:
    case Condition::not_negative:
      return zero && signed_answer ? Way::taken : Way::neither;
    default:
      return Way::neither;
  }
}

class FileGates {
 public:
  FileGates(const code::Survey& survey, Reading& out)
      : survey_(survey), gates_(survey), out_(out) {}

  void read() {
    const auto asks = [](std::string_view name) { return askers.find(name) != nullptr; };
    const SurveyedFunction* last = nullptr;
    for (const std::uint32_t place : survey_.calls_named(asks)) {
      const SurveyedFunction& function = survey_.caller(place);
      if (&function == last || !path_of(survey_.calls()[place])) continue;
      last = &function;
      if (gates_.may_open(function)) see(function);
    }
    if (sites_ >= sites_max)
      out_.problems.push_back({"read", ErrorCode::limit,
                               "more than 1024 branches ask whether a file exists",
                               survey_.program().elf().header});
  }

 private:
  // The constant path that a call asks for.
  std::optional<std::string_view> path_of(const Call& call) const {
    const Asker* asker = askers.find(call.callee.name);
    if (asker == nullptr) return std::nullopt;
    const auto path = constant_text(survey_.program(), call.arguments[asker->path]);
    if (!path || !path->starts_with('/') || path->size() > path_max) return std::nullopt;
    return path;
  }

  void see(const SurveyedFunction& function);
  bool see_branch(const SurveyedFunction& function, const code::Analysis& analysis,
                  const code::Dominators& dominators, const Call& call,
                  const code::Comparison& branch);
  static bool is_used(const code::Analysis& analysis, const Call& call);
  static bool compares(const code::Analysis& analysis, const code::Dominators& dominators,
                       std::uint32_t from, std::uint64_t before);
  void add(const SurveyedFunction& function, const Call& call, std::string_view path,
           const Opened& opened, const Decided& decided);

  const code::Survey& survey_;
  Gates gates_;
  Reading& out_;
  std::size_t sites_ = 0;
};

// Whether what stands in the open file is read, or something is written to it.
bool FileGates::is_used(const code::Analysis& analysis, const Call& call) {
  return std::ranges::any_of(analysis.calls, [&](const Call& other) {
    const User* user = users.find(other.callee.name);
    return user != nullptr && other.arguments[user->file].is(Value::Kind::result) &&
           other.arguments[user->file].id == call.instruction;
  });
}

// Whether a text is compared behind the block `from`, before the call at `before`.
bool FileGates::compares(const code::Analysis& analysis, const code::Dominators& dominators,
                         std::uint32_t from, std::uint64_t before) {
  return std::ranges::any_of(analysis.calls, [&](const Call& call) {
    return call.address < before && comparator(call.callee.name) != nullptr &&
           dominators.dominates(from, call.block);
  });
}

void FileGates::see(const SurveyedFunction& function) {
  const code::Analysis& analysis = survey_.analyse(function);
  const code::Dominators dominators(*analysis.graph);
  // By the call whose result they ask for: a function may have very many of both.
  std::multimap<std::uint32_t, const code::Comparison*> branches;
  for (const code::Comparison& branch : analysis.comparisons)
    if (branch.left.is(Value::Kind::result)) branches.emplace(branch.left.id, &branch);
  for (const Call& call : analysis.calls) {
    const auto path = path_of(call);
    if (!path) continue;
    const auto [first, last] = branches.equal_range(call.instruction);
    for (auto branch = first; branch != last; branch++)
      if (sites_ < sites_max && see_branch(function, analysis, dominators, call, *branch->second))
        break;
  }
}

// Whether a row was made of it.
bool FileGates::see_branch(const SurveyedFunction& function, const code::Analysis& analysis,
                           const code::Dominators& dominators, const Call& call,
                           const code::Comparison& branch) {
  const Way way = way_of(branch, call, askers.find(call.callee.name)->answer);
  if (way == Way::neither) return false;
  sites_++;
  const code::Block& block = analysis.function->blocks[branch.block];
  const std::uint32_t there = way == Way::taken ? block.taken : block.next;
  if (there == code::no_block) return false;
  const Edge edge = settled_way(survey_.analyser(), analysis, {branch.block, there});
  if (!reached_only_by(survey_, dominators, edge, {})) return false;
  const Opened opened = gates_.opened_behind(analysis, dominators, edge.to);
  const auto opens = [&](std::string_view family) {
    return opened.families.find(family) != std::string::npos;
  };
  if (!opens("shell") && !opens("execute")) return false;
  const std::string_view path = path_of(call).value_or("");
  if (opened.constant && opened.argument.find(path) != std::string::npos) return false;
  if (is_used(analysis, call) || compares(analysis, dominators, edge.to, opened.address))
    return false;
  add(function, call, path, opened, decided_by(analysis, dominators, edge, true));
  return true;
}

void FileGates::add(const SurveyedFunction& function, const Call& call, std::string_view path,
                    const Opened& opened, const Decided& decided) {
  const code::Program& program = survey_.program();
  Fact fact("comparison", place_of(program, call.address),
            method_with("branch in machine code", program, call.callee.name));
  fact.set("address", call.address);
  set_function(fact, function);
  fact.set("how", "file").set("comparator", call.callee.name).set("construction", "text");
  fact.set("bytes", to_hex(as_bytes(path))).set("text", path);
  fact.set("constant_address", call.arguments[askers.find(call.callee.name)->path].number);
  fact.set("siblings", 0).set("edge", "branch").set("opens", opened.families);
  fact.set("opens_call", opened.call).set("opens_address", opened.address);
  if (opened.constant) fact.set("opens_argument", opened.argument);
  if (!opened.through.empty()) fact.set("opens_through", opened.through);
  fact.set("dominated", decided.dominated).set("reached", decided.reached);
  out_.facts.push_back(std::move(fact));
}

void read_code(const code::Survey& survey, Reading& out) { FileGates(survey, out).read(); }

}  // namespace

extern const Reader file_gates = {
    .id = "file_gates",
    .title = "What machine code runs only where a file exists",
    .source = "Linux manual pages",
    .read_code = read_code,
};

}  // namespace assay::readers
