// A declaration is one mapping:
//
//   declaration: 1
//   vendor, product, version: text
//   accounts | services | ports | keys | endpoints | commands: a list of mappings with texts
//
// It is read as a stream of events, so that nothing is built that the file is not itself: no alias
// is followed, nothing deeper than a mapping in a list in the mapping is taken.
//
// Source: YAML 1.1 as libyaml reads it; docs/declaration.schema.json.
#include "formats/declaration.h"

#include <fmt/core.h>
#include <yaml.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/quote.h"

namespace assay::formats {
namespace {

constexpr std::size_t text_size_max = 1U << 20U;
constexpr std::size_t things_max = 10'000;
constexpr std::size_t value_size_max = 1024;

struct Section {
  std::string_view name;
  DeclaredKind kind;
  std::string_view key;  // that names a thing
};
constexpr Section sections[] = {
    {"accounts", DeclaredKind::account, "name"},   {"services", DeclaredKind::service, "program"},
    {"ports", DeclaredKind::port, "port"},         {"keys", DeclaredKind::key, "fingerprint"},
    {"endpoints", DeclaredKind::endpoint, "host"}, {"commands", DeclaredKind::command, "command"},
};

struct Event {
  yaml_event_type_t type = YAML_NO_EVENT;
  std::string text;  // of a scalar
  std::uint32_t line = 0;
};

class Events {
 public:
  explicit Events(std::string_view text) {
    works_ = yaml_parser_initialize(&parser_) != 0;
    if (!works_) return;
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    if (text.empty()) text = std::string_view("", 0);  // libyaml wants a place even of no bytes
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                 text.size());
  }
  ~Events() {
    if (works_) yaml_parser_delete(&parser_);
  }
  Events(const Events&) = delete;
  Events& operator=(const Events&) = delete;

  Result<Event> next() {
    yaml_event_t raw;
    if (!works_) return fail(ErrorCode::limit, "no memory for it");
    if (yaml_parser_parse(&parser_, &raw) == 0)
      return wrong(static_cast<std::uint32_t>(parser_.problem_mark.line + 1),
                   parser_.problem == nullptr ? "no YAML" : quote(parser_.problem, 200));
    Event event;
    event.type = raw.type;
    event.line = static_cast<std::uint32_t>(raw.start_mark.line + 1);
    const bool anchored =
        raw.type == YAML_ALIAS_EVENT ||
        (raw.type == YAML_SCALAR_EVENT && raw.data.scalar.anchor != nullptr) ||
        (raw.type == YAML_SEQUENCE_START_EVENT && raw.data.sequence_start.anchor != nullptr) ||
        (raw.type == YAML_MAPPING_START_EVENT && raw.data.mapping_start.anchor != nullptr);
    if (raw.type == YAML_SCALAR_EVENT)
      event.text.assign(reinterpret_cast<const char*>(raw.data.scalar.value),
                        raw.data.scalar.length);
    yaml_event_delete(&raw);
    if (anchored) return wrong(event.line, "anchors and aliases are not taken");
    return event;
  }

  static tl::unexpected<Error> wrong(std::uint32_t line, std::string_view what) {
    return fail(ErrorCode::corrupt, fmt::format("line {}: {}", line, what));
  }

  // The next event, which must be of this type.
  Result<Event> expect(yaml_event_type_t type, std::string_view what) {
    Event event = TRY(next());
    if (event.type != type) return wrong(event.line, fmt::format("{} is wanted here", what));
    return event;
  }

  // The next scalar, of a sensible size.
  Result<Event> text(std::string_view what) {
    Event event = TRY(expect(YAML_SCALAR_EVENT, what));
    if (event.text.size() > value_size_max)
      return wrong(event.line,
                   fmt::format("{} bytes, {} at most", event.text.size(), value_size_max));
    return event;
  }

 private:
  yaml_parser_t parser_{};
  bool works_ = false;
};

bool is_port(std::string_view text) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port >= 1 && port <= 65535;
}

class DeclarationReader {
 public:
  explicit DeclarationReader(std::string_view text) : events_(text) { declaration_.text = text; }

  Result<Declaration> read();

 private:
  Result<void> read_key(const Event& key);
  Result<void> read_section(const Section& section);
  Result<void> read_thing(const Section& section, std::uint32_t line);

  Events events_;
  Declaration declaration_;
  std::vector<std::string> seen_;
};

Result<void> DeclarationReader::read_thing(const Section& section, std::uint32_t line) {
  DeclaredThing thing;
  thing.line = line;
  thing.kind = section.kind;
  std::vector<std::string> seen;
  for (;;) {
    const Event key = TRY(events_.next());
    if (key.type == YAML_MAPPING_END_EVENT) break;
    if (key.type != YAML_SCALAR_EVENT) return Events::wrong(key.line, "a key is wanted here");
    const Event value = TRY(events_.text("a text"));
    if (std::ranges::find(seen, key.text) != seen.end())
      return Events::wrong(key.line, fmt::format("'{}' stands twice", quote(key.text, 64)));
    seen.push_back(key.text);
    if (key.text == section.key)
      thing.name = value.text;
    else if (key.text == "purpose")
      thing.purpose = value.text;
    else if (key.text == "protocol" && section.kind == DeclaredKind::port)
      thing.protocol = value.text;
    else
      return Events::wrong(key.line,
                           fmt::format("'{}' is no key of {}", quote(key.text, 64), section.name));
  }
  if (thing.name.empty()) return Events::wrong(line, fmt::format("'{}' is missing", section.key));
  if (thing.purpose.empty()) return Events::wrong(line, "'purpose' is missing");
  if (section.kind == DeclaredKind::port && !is_port(thing.name))
    return Events::wrong(line, fmt::format("'{}' is no port", quote(thing.name, 64)));
  if (!thing.protocol.empty() && thing.protocol != "tcp" && thing.protocol != "udp")
    return Events::wrong(line, "'protocol' is tcp or udp");
  if (declaration_.things.size() == things_max)
    return fail(ErrorCode::limit, fmt::format("line {}: more than {} things", line, things_max));
  declaration_.things.push_back(std::move(thing));
  return {};
}

Result<void> DeclarationReader::read_section(const Section& section) {
  TRY(events_.expect(YAML_SEQUENCE_START_EVENT, "a list"));
  for (;;) {
    const Event event = TRY(events_.next());
    if (event.type == YAML_SEQUENCE_END_EVENT) return {};
    if (event.type != YAML_MAPPING_START_EVENT)
      return Events::wrong(event.line, "an entry with 'purpose' is wanted here");
    TRY(read_thing(section, event.line));
  }
}

Result<void> DeclarationReader::read_key(const Event& key) {
  if (std::ranges::find(seen_, key.text) != seen_.end())
    return Events::wrong(key.line, fmt::format("'{}' stands twice", quote(key.text, 64)));
  seen_.push_back(key.text);
  const auto section = std::ranges::find(sections, key.text, &Section::name);
  if (section != std::end(sections)) return read_section(*section);
  const Event value = TRY(events_.text("a text"));
  if (key.text == "declaration") {
    if (value.text != "1") return Events::wrong(value.line, "only 'declaration: 1' is known");
  } else if (key.text == "vendor") {
    declaration_.vendor = value.text;
  } else if (key.text == "product") {
    declaration_.product = value.text;
  } else if (key.text == "version") {
    declaration_.version = value.text;
  } else {
    return Events::wrong(key.line,
                         fmt::format("'{}' is no key of a declaration", quote(key.text, 64)));
  }
  return {};
}

Result<Declaration> DeclarationReader::read() {
  TRY(events_.expect(YAML_STREAM_START_EVENT, "a document"));
  TRY(events_.expect(YAML_DOCUMENT_START_EVENT, "a document"));
  TRY(events_.expect(YAML_MAPPING_START_EVENT, "a mapping"));
  for (;;) {
    const Event key = TRY(events_.next());
    if (key.type == YAML_MAPPING_END_EVENT) break;
    if (key.type != YAML_SCALAR_EVENT) return Events::wrong(key.line, "a key is wanted here");
    TRY(read_key(key));
  }
  TRY(events_.expect(YAML_DOCUMENT_END_EVENT, "the end of the document"));
  TRY(events_.expect(YAML_STREAM_END_EVENT, "the end of the file"));
  if (std::ranges::find(seen_, "declaration") == seen_.end())
    return fail(ErrorCode::corrupt, "'declaration: 1' is missing");
  return std::move(declaration_);
}

}  // namespace

Result<Declaration> parse_declaration(std::string_view text) {
  if (text.size() > text_size_max)
    return fail(ErrorCode::limit, fmt::format("{} bytes, {} at most", text.size(), text_size_max));
  if (!is_utf8_text(text)) return fail(ErrorCode::corrupt, "its text is not UTF-8");
  return DeclarationReader(text).read();
}

}  // namespace assay::formats
