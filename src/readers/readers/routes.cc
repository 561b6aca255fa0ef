// Names that a program has functions for: the routes of a web server, the commands of an
// interpreter. They are found in three forms:
//
//   table         an array of its data, each entry with a pointer to a name and one to a function
//   registration  calls that hand one function a name and a function, two times or more
//   comparison    a loop that compares its input with the names of a table (readers/comparisons.cc
//                 has these rows; the names of the table are the same)
//
// A row has what the function runs, and whether another text of the same program has the name as a
// word of its own: a help text, a page that is compiled in.
//
// Source: Costin, Zaddach, Francillon and Balzarotti, USENIX Security 2014, 3.3, for what an
// undocumented route is.
#include <map>

#include "readers/opened.h"
#include "readers/reader.h"
#include "readers/registration.h"
#include "readers/route_table.h"

namespace assay::readers {
namespace {

constexpr std::size_t rows_max = 8192;  // of one program

class Routes {
 public:
  Routes(const code::Survey& survey, Reading& out) : survey_(survey), out_(out) {}

  void add_tables() {
    const code::Program& program = survey_.program();
    for (const RouteEntry& entry : route_tables(survey_)) {
      const auto place = program.place(entry.slot, entry.stride);
      if (!place || rows_.size() >= rows_max) continue;
      Fact fact("route_handler", *place, "array of names and functions");
      fact.set("how", "table").set("table_address", entry.table).set("slot", entry.slot);
      add(std::move(fact), entry.index, entry.name, entry.handler, entry.slot);
    }
  }

  void add_registrations() {
    const code::Program& program = survey_.program();
    for (const Registration& one : registrations(survey_)) {
      const code::Call& call = survey_.calls()[one.call];
      const auto place = program.place(call.address, program.decoder().alignment > 1 ? 4 : 1);
      if (!place || rows_.size() >= rows_max) continue;
      Fact fact("route_handler", *place, "calls with a name and a function");
      fact.set("how", "registration").set("slot", call.address);
      if (call.callee.address != 0) fact.set("table_address", call.callee.address);
      if (!call.callee.name.empty()) fact.set("register_call", call.callee.name);
      add(std::move(fact), one.index, one.name, one.handler, call.address);
    }
  }

  // Which names another text has as a word, and all rows to the reading.
  void finish() {
    if (rows_.empty()) return;
    note_mentions();
    for (Row& row : rows_) {
      row.fact.set("mentioned", mentioned_.at(row.name) ? 1 : 0);
      out_.facts.push_back(std::move(row.fact));
    }
  }

 private:
  struct Row {
    Fact fact;
    std::string_view name;
  };

  void add(Fact fact, std::uint32_t index, std::string_view name, std::uint64_t handler,
           std::uint64_t from) {
    fact.set("entry", index).set("route", name).set("handler", handler);
    fact.set("is_path", is_path(name) ? 1 : 0);
    if (const auto* function = survey_.function_at(handler)) {
      if (!function->name.empty()) fact.set("handler_name", function->name);
      const Opened opened = opened_through(survey_, from, *function);
      if (opened.address != 0) {
        fact.set("runs", opened.families).set("runs_call", opened.call);
        if (opened.constant) fact.set("runs_argument", opened.argument);
      }
    }
    mentioned_.try_emplace(name, false);
    rows_.push_back({std::move(fact), name});
  }

  static bool is_path(std::string_view name) {
    if (name.starts_with("/") || name.find("cgi-bin/") != std::string_view::npos) return true;
    for (const std::string_view end : {".cgi", ".asp", ".htm", ".html", ".php", ".xml", ".json"})
      if (name.ends_with(end)) return true;
    return false;
  }

  static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-./").find(c) != std::string_view::npos;
  }

  // The words of all texts of the file that are more than a word. Linear.
  void note_mentions() {
    const code::Program& program = survey_.program();
    for (const auto& segment : program.elf().segments) {
      if (segment.type != 1) continue;
      const Bytes bytes = program.at(segment.address);
      const std::string_view all =
          as_text(bytes.first(std::min<std::uint64_t>(bytes.size(), segment.file.size)));
      // Texts end at the first byte that is none of a text.
      for (std::size_t at = 0; at < all.size();) {
        std::size_t end = at;
        while (end < all.size() && all[end] >= ' ' && all[end] <= '~') end++;
        if (end - at > 3) note_words(all.substr(at, end - at));
        at = end + 1;
      }
    }
  }

  void note_words(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      std::size_t end = at;
      while (end < text.size() && is_word(text[end])) end++;
      const std::string_view word = text.substr(at, end - at);
      if (end - at >= 2 && word.size() < text.size())
        if (const auto found = mentioned_.find(word); found != mentioned_.end())
          found->second = true;
      at = end + 1;
    }
  }

  const code::Survey& survey_;
  Reading& out_;
  std::vector<Row> rows_;
  std::map<std::string_view, bool> mentioned_;
};

void read_code(const code::Survey& survey, Reading& out) {
  Routes routes(survey, out);
  routes.add_tables();
  routes.add_registrations();
  routes.finish();
}

}  // namespace

extern const Reader routes = {
    .id = "routes",
    .title = "Names that a program has functions for: routes of web servers, commands",
    .source =
        "Costin et al., USENIX Security 2014; GoAhead's webs.h; Boa's and mini_httpd's tables",
    .read_code = read_code,
};

}  // namespace assay::readers
