// Comparisons of what a program is given with constant bytes, and what depends on them. One row for
// each place in machine code where
//
//   name        a function of a library that compares is called with a constant
//   behaviour   likewise a function of the program that has no name, but loops over what two
//               arguments point to and changes nothing
//   inline      instructions compare memory with numbers that are characters
//   number      what was computed is compared with a number that is not small or round, and that
//               opens a shell or another program
//
// and the constant has three bytes or more, or opens something. A row has what a reader needs to
// judge it as columns of its own: what is reached only where the comparison came out equal, what
// the function then gives back, and whether anything asked for a password before.
//
// Source: the terms follow S. L. Thomas, T. Chothia, F. D. Garcia, "Stringer: Measuring the
// Importance of Static Data Comparisons to Detect Backdoors and Undocumented Functionality",
// ESORICS 2017.
#include <algorithm>
#include <bit>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "base/digest.h"
#include "code/asked_number.h"
#include "code/inlined.h"
#include "readers/call_site.h"
#include "readers/compared_names.h"
#include "readers/comparison_site.h"
#include "readers/credential_source.h"
#include "readers/input_source.h"
#include "readers/opened.h"
#include "readers/reader.h"
#include "readers/route_rows.h"

namespace assay::readers {
namespace {

constexpr std::size_t shown_min = code::inlined_text_min;  // bytes of a constant that opens nothing

bool is_text(std::span<const std::uint8_t> bytes) {
  return std::ranges::all_of(bytes, [](std::uint8_t c) {
    return (c >= ' ' && c <= '~') || c == '\t' || c == '\n' || c == '\r';
  });
}

// The bytes before the zeros at their end.
std::span<const std::uint8_t> without_end(std::span<const std::uint8_t> bytes) {
  while (!bytes.empty() && bytes.back() == 0) bytes = bytes.first(bytes.size() - 1);
  return bytes;
}

std::string numbers(const std::vector<std::uint64_t>& values, bool other) {
  std::string text;
  for (const std::uint64_t value : values)
    text += (text.empty() ? "" : " ") +
            std::to_string(static_cast<std::int32_t>(static_cast<std::uint32_t>(value)));
  if (other) text += text.empty() ? "?" : " ?";
  return text;
}

void set_opened(const Opened& opened, Fact& fact) {
  fact.set("opens", opened.families).set("opens_call", opened.call);
  fact.set("opens_address", opened.address);
  if (opened.constant) fact.set("opens_argument", opened.argument);
  if (!opened.through.empty()) fact.set("opens_through", opened.through);
}

// Whether a number is one that nobody would choose by accident: not small, not round.
bool is_peculiar(std::uint64_t number) {
  const std::uint64_t low = number & 0xffffffffU;
  const std::uint64_t high = number >> 32U;
  if (high != 0 && high != 0xffffffffU) return false;
  const unsigned ones = static_cast<unsigned>(std::popcount(low));
  return low > 0xffffff && low < 0xff000000 && (low & 0xffffU) != 0 && ones >= 8 && ones <= 24;
}

class Rows {
 public:
  Rows(const code::Survey& survey, Reading& out)
      : survey_(survey),
        sources_(survey),
        asked_(survey),
        gates_(survey),
        out_(out),
        routes_(survey, out) {}

  bool may_open(const code::SurveyedFunction& function) { return gates_.may_open(function); }
  // Whether a row may be of a site without a text.
  bool may_show(const code::SurveyedFunction& function) { return gates_.any_in(function); }

  void add(const code::SurveyedFunction& function, const code::Analysis& analysis,
           const code::Dominators& dominators, std::span<const ComparisonSite> sites);
  // When all functions were added: gives the rows of names, and looks further.
  void finish();

 private:
  // A row that opens nothing in its own function.
  struct Pending {
    std::size_t fact = 0;  // place in out_.facts
    const code::SurveyedFunction* function = nullptr;
    bool returned = false;                 // the function gives back whether they are equal
    bool zero_is_equal = false;            // and this way
    std::optional<std::uint64_t> equal;    // or this number where they are, and no other way
    std::vector<std::uint64_t> variables;  // addresses that are set where they are equal
  };
  struct Asked {  // for what a call gave back
    std::uint64_t number = 0;
    Opened equal;  // where it is that number
    Opened other;
  };
  struct Behind {  // an edge that is taken where they are equal
    bool alone = false;
    Opened opened;
    std::optional<Decided> decided;  // where a row has asked for it
  };
  Behind& behind_edge(const code::Analysis& analysis, const code::Dominators& dominators,
                      const ComparisonSite& site, const EqualEdges& equal_edges);
  // What comparisons open further on: in callers that ask for what is given back, and where a
  // variable is asked for that they set.
  void look_further();
  void add_names(const code::Analysis& analysis, const code::Dominators& dominators,
                 std::span<const ComparisonSite> sites);
  void add_numbers(const code::SurveyedFunction& function, const code::Analysis& analysis,
                   const code::Dominators& dominators);
  void keep(const code::SurveyedFunction& function, const code::Analysis& analysis,
            const code::Dominators& dominators, const ComparisonSite& site, bool alone);
  // Whether a block stores something at `address`.
  bool sets(const code::Analysis& analysis, std::uint32_t block, std::uint64_t address) const;
  const std::vector<Asked>& asked_behind(std::uint32_t place);
  bool look_in_callers(const Pending& pending);
  void add_variables(const code::Analysis& analysis, const code::Dominators& dominators);

  void add_row(const code::SurveyedFunction& function, const code::Analysis& analysis,
               const ComparisonSite& site, const Opened& opened, const Decided& decided,
               std::size_t siblings);
  void begin(const code::SurveyedFunction& function);
  void find_credentials(const code::Analysis& analysis);
  const code::Outcome& outcome(Edge edge, bool avoids_credentials);
  void set_outcome(const ComparisonSite& site, Fact& fact);
  std::string_view use_as_credential(const code::Value& input) const;
  std::string_view use_by(const code::Call& call, std::size_t index) const;

  const code::Survey& survey_;
  InputSources sources_;
  CredentialSources asked_;
  Gates gates_;
  Reading& out_;
  RouteRows routes_;
  std::vector<Pending> pending_;
  std::map<std::uint64_t, Opened> variables_;  // by address: what is reached where one is not 0
  std::unordered_map<std::uint32_t, std::vector<Asked>> asked_behind_;  // by place of the call
  code::Outcome equal_;  // of the row that was added last
  code::Outcome other_;
  // Of the function that is looked at, from its first row on.
  bool begun_ = false;
  bool may_open_any_ = false;                 // Gates::any_in()
  std::vector<bool> credentials_;             // blocks that ask for one
  std::vector<code::Call> credential_calls_;  // the calls that do
  std::vector<std::uint32_t> hashes_;  // those that are told by their tables: Call::instruction
  // Rows of a table have their ways in common.
  std::map<std::tuple<std::uint32_t, std::uint32_t, bool>, code::Outcome> outcomes_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Behind> behind_;
};

void Rows::begin(const code::SurveyedFunction& function) {
  begun_ = false;
  may_open_any_ = gates_.any_in(function);
  outcomes_.clear();
  behind_.clear();
}

// Which calls of the function ask for a password.
void Rows::find_credentials(const code::Analysis& analysis) {
  if (begun_) return;
  begun_ = true;
  credentials_.assign(analysis.function->blocks.size(), false);
  credential_calls_.clear();
  hashes_.clear();
  for (const code::Call& call : analysis.calls) {
    if (!asked_.asks(call, analysis.calls)) continue;
    credentials_[call.block] = true;
    credential_calls_.push_back(call);
    if (!asked_.by_tables(call, analysis.calls)) continue;
    hashes_.push_back(call.instruction);
  }
}

const code::Outcome& Rows::outcome(Edge edge, bool avoids_credentials) {
  const bool avoids = avoids_credentials && !credential_calls_.empty();
  const auto [found, is_new] = outcomes_.try_emplace({edge.from, edge.to, avoids});
  if (is_new)
    found->second =
        survey_.analyser().follow(edge.from, edge.to, avoids ? credentials_ : std::vector<bool>());
  return found->second;
}

// What the function gives back on either way, and whether a way to the end asks for no password.
void Rows::set_outcome(const ComparisonSite& site, Fact& fact) {
  equal_ = other_ = {};
  if (site.equal != code::no_block) {
    equal_ = outcome(site.settled, true);
    fact.set("returns_equal", numbers(equal_.returns, equal_.returns_other));
    const bool ends = !equal_.returns.empty() || equal_.returns_other || equal_.stops;
    fact.set("avoids_credentials", ends ? 1 : 0);
  }
  if (site.other != code::no_block) {
    const Edge other{site.block, site.other};
    other_ = outcome(other, false);
    fact.set("returns_other", numbers(other_.returns, other_.returns_other));
    const bool asks = !credential_calls_.empty() && outcome(other, true).met;
    fact.set("other_asks_credential", asks ? 1 : 0);
  }
}

std::string_view Rows::use_by(const code::Call& call, std::size_t index) const {
  if (std::ranges::find(hashes_, call.instruction) == hashes_.end())
    return credential_use(call, index);
  return index == 0 ? "password" : "";
}

// What calls that ask for a password do with the same value.
std::string_view Rows::use_as_credential(const code::Value& input) const {
  if (input.is(code::Value::Kind::unknown)) return {};
  std::string_view found;
  for (const code::Call& call : credential_calls_)
    for (std::size_t i = 0; i < call.arguments.size(); i++)
      if (call.arguments[i] == input)
        if (const auto use = use_by(call, i); !use.empty() && found != "password") found = use;
  return found;
}

void Rows::add_row(const code::SurveyedFunction& function, const code::Analysis& analysis,
                   const ComparisonSite& site, const Opened& opened, const Decided& decided,
                   std::size_t siblings) {
  find_credentials(analysis);
  const code::Program& program = survey_.program();
  const Range place = place_of(program, site.address);
  const auto shown = without_end(site.constant);
  const std::uint64_t shown_at = site.slot != 0 ? site.slot : site.constant_address;
  const auto entry = site.entry < 0 ? std::nullopt : program.place(shown_at, program.word_size());
  std::string method = method_with("comparison in machine code", program, site.comparator);
  if (!hashes_.empty()) method += "; password hash by its tables";
  Fact fact("comparison", entry.value_or(place), method);
  fact.set("address", site.address);
  set_function(fact, function);
  fact.set("how", site.how);
  if (!site.comparator.empty()) fact.set("comparator", site.comparator);
  fact.set("construction", site.construction).set("bytes", to_hex(site.constant));
  if (is_text(shown)) fact.set("text", as_text(shown));
  if (site.constant_address != 0) fact.set("constant_address", site.constant_address);
  if (site.computed_from != 0)
    fact.set("computed_from", site.computed_from).set("computed_steps", site.computed_steps);
  if (site.entry >= 0) fact.set("table_entry", site.entry);
  if (site.slot != 0) fact.set("table_slot", site.slot);
  if (site.handler != 0) fact.set("table_handler", site.handler);
  const InputSource source = sources_.of(function, site.input);
  if (!source.kind.empty()) fact.set("input", source.kind).set("input_levels", source.levels);
  if (!source.call.empty()) fact.set("input_call", source.call);
  if (const auto use = use_as_credential(site.input); !use.empty()) fact.set("credential_use", use);
  fact.set("siblings", siblings);
  fact.set("edge", site.equal != code::no_block ? "branch" : site.returned ? "returned" : "none");
  if (opened.address != 0) set_opened(opened, fact);
  if (site.equal != code::no_block)
    fact.set("dominated", decided.dominated).set("reached", decided.reached);
  set_outcome(site, fact);
  out_.facts.push_back(std::move(fact));
}

void Rows::add(const code::SurveyedFunction& function, const code::Analysis& analysis,
               const code::Dominators& dominators, std::span<const ComparisonSite> sites) {
  EqualEdges equal_edges;
  for (const ComparisonSite& site : sites)
    if (site.equal != code::no_block) equal_edges.push_back(site.settled);
  begin(function);
  for (const ComparisonSite& site : sites) {
    const auto shown = without_end(site.constant);
    if (site.how == "inline" && !is_text(shown)) continue;
    if (shown.size() < shown_min && !may_open_any_ && site.handler == 0) continue;
    Behind& behind = behind_edge(analysis, dominators, site, equal_edges);
    Opened opened = behind.opened;
    std::optional<Decided> decided;
    if (site.handler != 0)
      if (const auto* handler = survey_.function_at(site.handler); handler != nullptr)
        if (const Opened through = gates_.opened_through(site.address, *handler);
            through.address != 0) {
          opened = through;
          decided = {handler->instructions, handler->instructions};
        }
    if (shown.size() < shown_min && opened.address == 0) continue;
    if (!behind.decided && site.equal != code::no_block)
      behind.decided = decided_by(analysis, dominators, site.settled, behind.alone);
    if (!decided) decided = behind.decided.value_or(Decided());
    const auto siblings = std::ranges::count_if(sites, [&](const ComparisonSite& other) {
      return &other != &site && other.input == site.input;
    });
    add_row(function, analysis, site, opened, *decided, static_cast<std::size_t>(siblings));
    if (opened.address == 0 && site.entry < 0)
      keep(function, analysis, dominators, site, behind.alone);
  }
  if (gates_.may_open(function)) {
    add_numbers(function, analysis, dominators);
    add_variables(analysis, dominators);
  }
  add_names(analysis, dominators, sites);
}

Rows::Behind& Rows::behind_edge(const code::Analysis& analysis, const code::Dominators& dominators,
                                const ComparisonSite& site, const EqualEdges& equal_edges) {
  const Edge edge = site.settled;
  const auto [known, is_new] = behind_.try_emplace({edge.from, edge.to});
  Behind& behind = known->second;
  if (!is_new || site.equal == code::no_block) return behind;
  behind.alone = reached_only_by(survey_, dominators, edge, equal_edges);
  if (behind.alone && may_open_any_)
    behind.opened = gates_.opened_behind(analysis, dominators, edge.to);
  return behind;
}

// What a chain of comparisons has code for, as a table would have it.
void Rows::add_names(const code::Analysis& analysis, const code::Dominators& dominators,
                     std::span<const ComparisonSite> sites) {
  const code::Program& program = survey_.program();
  for (const ComparedName& one : compared_names(survey_, gates_, analysis, dominators, sites)) {
    if (routes_.full()) return;
    Fact fact("route_handler", place_of(program, one.site->address),
              "comparisons of one input with names");
    fact.set("how", "comparison").set("table_address", one.chain).set("slot", one.site->address);
    routes_.add(std::move(fact), one.index, one.name, one.handler, one.opened);
  }
}

// Comparisons of what was computed with a number that nobody would choose by accident, where they
// open a shell: a digest of what was given may be compared instead of it.
void Rows::add_numbers(const code::SurveyedFunction& function, const code::Analysis& analysis,
                       const code::Dominators& dominators) {
  using code::Value;
  code::Trace trace(survey_.program(), survey_.analyser(), analysis);
  for (const code::Comparison& branch : analysis.comparisons) {
    const bool on_equal = branch.condition == code::Condition::equal;
    if (!on_equal && branch.condition != code::Condition::not_equal) continue;
    const bool left = branch.left.is(Value::Kind::number);
    const Value& right = left ? branch.left : branch.right;
    const Value& other = left ? branch.right : branch.left;
    if (!right.is(Value::Kind::number) || other.is(Value::Kind::number)) continue;
    std::uint64_t number = right.number;
    if (other.is(Value::Kind::unknown) && !left && !is_peculiar(number))
      number = code::asked_number(trace, branch);
    if (!is_peculiar(number) || !survey_.program().at(number).empty()) continue;
    const code::Block& block = analysis.function->blocks[branch.block];
    ComparisonSite site;
    site.address = branch.address;
    site.how = "number";
    site.construction = "immediates";
    for (const unsigned shift : {24U, 16U, 8U, 0U})
      site.constant.push_back(static_cast<std::uint8_t>(number >> shift));
    site.input = other;
    site.block = branch.block;
    site.equal = on_equal ? block.taken : block.next;
    site.other = on_equal ? block.next : block.taken;
    site.settled = settled_way(survey_.analyser(), analysis, {site.block, site.equal});
    const bool alone =
        site.equal != code::no_block && reached_only_by(survey_, dominators, site.settled, {});
    if (!alone) continue;
    const Opened opened = gates_.opened_behind(analysis, dominators, site.settled.to);
    const bool shell = opened.families.find("shell") != std::string::npos ||
                       opened.families.find("execute") != std::string::npos;
    if (shell && !is_text(site.constant))
      add_row(function, analysis, site, opened,
              decided_by(analysis, dominators, site.settled, alone), 0);
  }
}

void Rows::keep(const code::SurveyedFunction& function, const code::Analysis& analysis,
                const code::Dominators& dominators, const ComparisonSite& site, bool alone) {
  constexpr std::size_t variables_max = 8;
  Pending pending;
  pending.fact = out_.facts.size() - 1;
  pending.function = &function;
  pending.returned = site.returned;
  pending.zero_is_equal = std::ranges::any_of(analysis.results, [](const code::Value& value) {
    return value.is(code::Value::Kind::result);
  });
  const bool one_way = equal_.returns.size() == 1 && !equal_.returns_other && equal_.complete;
  if (one_way && std::ranges::find(other_.returns, equal_.returns[0]) == other_.returns.end() &&
      (!other_.returns.empty() || other_.returns_other))
    pending.equal = equal_.returns[0];
  if (alone) {
    for (const std::uint32_t block : dominators.dominated_by(site.settled.to)) {
      const code::Block& range = analysis.function->blocks[block];
      for (std::uint32_t i = range.first; i < range.first + range.count; i++) {
        const code::Instruction& in = analysis.function->instructions[i];
        const bool stores = in.op == code::Op::store || in.op == code::Op::change_memory;
        if (!stores || pending.variables.size() == variables_max) continue;
        const code::Value place = survey_.analyser().address_at(block, i);
        if (place.is(code::Value::Kind::number) && !survey_.program().constant(place.number))
          pending.variables.push_back(place.number);
      }
    }
  }
  if (pending.returned || pending.equal || !pending.variables.empty())
    pending_.push_back(std::move(pending));
}

// The branches of a caller that ask what a call gave back, in order.
const std::vector<Rows::Asked>& Rows::asked_behind(std::uint32_t place) {
  using code::Value;
  const auto [known, is_new] = asked_behind_.try_emplace(place);
  std::vector<Asked>& found = known->second;
  if (!is_new) return found;
  const code::Call& call = survey_.calls()[place];
  const code::Analysis& analysis = survey_.analyse(survey_.caller(place));
  const code::Dominators dominators(*analysis.graph);
  for (const code::Comparison& branch : analysis.comparisons) {
    const bool on_equal = branch.condition == code::Condition::equal;
    if (!on_equal && branch.condition != code::Condition::not_equal) continue;
    if (!branch.left.is(Value::Kind::result) || branch.left.id != call.instruction) continue;
    if (branch.left.number != 0 || !branch.right.is(Value::Kind::number)) continue;
    const code::Block& block = analysis.function->blocks[branch.block];
    const auto opened = [&](std::uint32_t to) {
      return gates_.opened_by(analysis, dominators,
                              settled_way(survey_.analyser(), analysis, {branch.block, to}), {});
    };
    found.push_back({branch.right.number, opened(on_equal ? block.taken : block.next),
                     opened(on_equal ? block.next : block.taken)});
  }
  return found;
}

// Where a caller asks for what the function gives back where they are equal.
bool Rows::look_in_callers(const Pending& pending) {
  constexpr std::size_t callers_max = 4;
  const auto callers = survey_.callers_of(pending.function->start.address);
  for (const std::uint32_t place : callers.first(std::min(callers.size(), callers_max))) {
    for (const Asked& asked : asked_behind(place)) {
      if (!pending.equal && asked.number != 0) continue;
      const bool holds = pending.equal ? *pending.equal == asked.number : pending.zero_is_equal;
      const Opened& opened = holds ? asked.equal : asked.other;
      if (opened.address == 0) continue;
      set_opened(opened, out_.facts[pending.fact]);
      out_.facts[pending.fact].set("opens_in", survey_.caller(place).start.address);
      return true;
    }
  }
  return false;
}

bool Rows::sets(const code::Analysis& analysis, std::uint32_t block, std::uint64_t address) const {
  const code::Block& range = analysis.function->blocks[block];
  for (std::uint32_t i = range.first; i < range.first + range.count; i++)
    if (analysis.function->instructions[i].op == code::Op::store &&
        survey_.analyser().address_at(block, i) == code::Value::of(address))
      return true;
  return false;
}

// What is reached only where a variable is not 0, or is a number, in a function that runs programs.
void Rows::add_variables(const code::Analysis& analysis, const code::Dominators& dominators) {
  using code::Value;
  for (const code::Comparison& branch : analysis.comparisons) {
    const bool on_equal = branch.condition == code::Condition::equal;
    if (!on_equal && branch.condition != code::Condition::not_equal) continue;
    const bool left = branch.left.is(Value::Kind::variable);
    const Value& variable = left ? branch.left : branch.right;
    const Value& number = left ? branch.right : branch.left;
    if (!variable.is(Value::Kind::variable) || !number.is(Value::Kind::number)) continue;
    const code::Block& block = analysis.function->blocks[branch.block];
    // Of a test, the number says which bits are to be set.
    const bool wants_equal = number.number != 0 && branch.op != code::Op::test;
    Edge edge{branch.block, wants_equal == on_equal ? block.taken : block.next};
    while (const auto behind = led_on(analysis, edge)) edge = *behind;
    // Where the variable was set just before, a compiler leaves out to ask for it.
    EqualEdges setters;
    if (edge.to != code::no_block)
      for (const std::uint32_t before : analysis.graph->before(edge.to))
        if (sets(analysis, before, variable.number)) setters.push_back({before, edge.to});
    const Opened opened = gates_.opened_by(analysis, dominators, edge, setters);
    if (opened.address != 0) variables_.try_emplace(variable.number, opened);
  }
}

void Rows::finish() {
  routes_.finish();
  look_further();
}

void Rows::look_further() {
  for (const Pending& pending : pending_) {
    if ((pending.returned || pending.equal) && look_in_callers(pending)) continue;
    for (const std::uint64_t address : pending.variables) {
      const auto found = variables_.find(address);
      if (found == variables_.end()) continue;
      set_opened(found->second, out_.facts[pending.fact]);
      out_.facts[pending.fact].set("opens_variable", address);
      break;
    }
  }
}

void read_code(const code::Survey& survey, Reading& out) {
  ComparisonSites finder(survey);
  Rows rows(survey, out);
  for (const code::SurveyedFunction& function : survey.functions()) {
    if (!finder.may_have(function) && !rows.may_open(function)) continue;
    // What is compared inline tells something by its text, or by what it opens.
    if (!function.compares_text_inline && finder.only_inlined(function) && !rows.may_show(function))
      continue;
    const code::Analysis& analysis = survey.analyse(function);
    const code::Dominators dominators(*analysis.graph);
    const auto sites = finder.of(function, analysis, dominators, rows.may_show(function));
    rows.add(function, analysis, dominators, sites);
  }
  rows.finish();
}

}  // namespace

extern const Reader comparisons = {
    .id = "comparisons",
    .title = "Comparisons with constants in machine code, and what they open",
    .source = "Thomas, Chothia and Garcia, ESORICS 2017; Linux manual pages",
    .read_code = read_code,
};

}  // namespace assay::readers
