#include "model/wire.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <type_traits>
#include <utility>

namespace assay {
namespace {

// The case file's integers have a sign.
constexpr std::uint64_t size_max = 0x7fffffffffffffff;

template <class E>
constexpr std::size_t names_of() {
  if constexpr (std::is_same_v<E, NodeKind>) return std::size(node_kind_names);
  if constexpr (std::is_same_v<E, CheckState>) return std::size(check_state_names);
  if constexpr (std::is_same_v<E, RegionKind>) return std::size(region_kind_names);
  if constexpr (std::is_same_v<E, ErrorCode>) return std::size(error_code_names);
}

// One description of every type serves both directions, so that they cannot come apart: `archive`
// is a WireWriter and `x` const, or a WireReader and `x` to be filled. Facts, which are most of
// what is told, are written as they are and read as views; both have a function of their own.
template <class Archive, class T>
void walk(Archive& archive, T& x) {
  using Plain = std::remove_const_t<T>;
  if constexpr (std::is_same_v<Plain, Range>) {
    archive(x.offset, x.size);
    archive.require(x.offset <= size_max && x.size <= size_max - x.offset, "a range past 63 bits");
  } else if constexpr (std::is_same_v<Plain, Field>) {
    archive(x.name, x.value);
  } else if constexpr (std::is_same_v<Plain, Attributes>) {
    archive(x.mode, x.uid, x.gid, x.mtime_s, x.device_major, x.device_minor, x.inode);
    archive(x.link_target, x.xattrs);
  } else if constexpr (std::is_same_v<Plain, Check>) {
    archive(x.name, x.state, x.detail);
  } else if constexpr (std::is_same_v<Plain, Region>) {
    archive(x.range, x.kind, x.label, x.padding_value, x.entropy_mbit);
  } else if constexpr (std::is_same_v<Plain, Problem>) {
    archive(x.stage, x.code, x.sentence, x.range);
  } else {
    static_assert(std::is_same_v<Plain, Node>);
    archive(x.id, x.parent, x.kind, x.name, x.nth, x.range, x.size, x.sha256, x.same_as);
    archive(x.title, x.file_type, x.attributes, x.header, x.checks, x.regions, x.problems);
  }
}

class WireWriter {
 public:
  explicit WireWriter(Buffer& out) : out_(out), end_(out.size()) {}
  ~WireWriter() { out_.resize(end_); }
  WireWriter(const WireWriter&) = delete;
  WireWriter& operator=(const WireWriter&) = delete;

  template <class... T>
  void operator()(const T&... x) {
    (put(x), ...);
  }
  void require(bool holds, std::string_view) { ASSAY_ASSERT(holds); }

  void put_facts(const std::vector<Fact>& facts) {
    put_count(facts.size());
    const Fact* before = nullptr;
    for (const Fact& fact : facts) {
      const bool as_before = before != nullptr && is_same_shape(*before, fact);
      put(static_cast<std::uint8_t>(as_before ? 1 : 0));
      if (!as_before) {
        put(fact.table);
        put(fact.method);
        put_count(fact.columns.size());
        for (const Field& field : fact.columns) put(field.name);
      }
      put(fact.range);
      for (const Field& field : fact.columns) put(field.value);
      before = &fact;
    }
  }

 private:
  template <class T>
  void put(const T& x) {
    if constexpr (std::is_enum_v<T>) {
      static_assert(sizeof(T) == 1);
      put(static_cast<std::uint8_t>(x));
    } else if constexpr (std::is_integral_v<T>) {
      const auto bits = static_cast<std::make_unsigned_t<T>>(x);
      std::array<std::uint8_t, sizeof(T)> bytes{};
      if constexpr (std::endian::native == std::endian::little)
        std::memcpy(bytes.data(), &bits, sizeof(T));
      else
        for (std::size_t i = 0; i < sizeof(T); i++)
          bytes[i] = static_cast<std::uint8_t>(bits >> (8 * i));
      std::memcpy(grow(sizeof(T)), bytes.data(), sizeof(T));
    } else {
      walk(*this, x);
    }
  }
  void put(const std::string& text) {
    put_count(text.size());
    std::memcpy(grow(text.size()), text.data(), text.size());
  }
  void put(const Digest& digest) { std::ranges::copy(digest, grow(digest.size())); }
  void put(const Value& value) {
    put(static_cast<std::uint8_t>(value.index()));
    if (const auto* number = std::get_if<std::int64_t>(&value)) put(*number);
    if (const auto* text = std::get_if<std::string>(&value)) put(*text);
  }
  template <class T>
  void put(const std::optional<T>& x) {
    put(static_cast<std::uint8_t>(x ? 1 : 0));
    if (x) put(*x);
  }
  template <class T>
  void put(const std::vector<T>& list) {
    put_count(list.size());
    for (const T& x : list) put(x);
  }
  void put_count(std::size_t count) {
    ASSAY_ASSERT(count <= 0xffffffff);
    put(static_cast<std::uint32_t>(count));
  }
  // Room for as many bytes more, which the caller fills.
  std::uint8_t* grow(std::size_t size) {
    if (size > out_.size() - end_) make_room(size);
    return out_.data() + std::exchange(end_, end_ + size);
  }
  // Seldom, and grow() is short without it.
  [[gnu::noinline]] void make_room(std::size_t size) {
    out_.resize(end_ + std::max<std::size_t>(size, 4096));
  }

  Buffer& out_;
  std::size_t end_;  // of what is written; what lies behind it is cut off in the end
};

// Keeps the first error and gives zeros from then on, so that nothing behind it is looked at.
class WireReader {
 public:
  explicit WireReader(Bytes bytes) : bytes_(bytes) {}

  template <class... T>
  void operator()(T&... x) {
    (get(x), ...);
  }
  void require(bool holds, std::string_view breach) {
    if (!holds) stop(ErrorCode::corrupt, breach);
  }
  const std::optional<Error>& error() const { return error_; }
  Bytes rest() const { return bytes_.subspan(at_); }

  void get_facts(FactViews& facts) {
    facts.clear();
    for (std::uint32_t left = get_count(); left > 0 && !error_; left--) {
      get_shape(facts);
      Range range;
      get(range);
      if (error_) return;
      facts.add_fact(range);
      for (std::size_t count = facts.shapes().back().count; count > 0 && !error_; count--)
        facts.add_value(get_value());
    }
  }

 private:
  void stop(ErrorCode code, std::string_view what) {
    if (!error_) error_ = Error{code, fmt::format("{} at byte {} of a node's record", what, at_)};
  }

  // The next `size` bytes, or none and an error where there are fewer.
  Bytes take(std::size_t size) {
    if (!error_ && size > bytes_.size() - at_)
      stop(ErrorCode::truncated,
           fmt::format("{} bytes wanted, {} there", size, bytes_.size() - at_));
    if (error_) return {};
    const Bytes taken = bytes_.subspan(at_, size);
    at_ += size;
    return taken;
  }

  template <class T>
  void get(T& x) {
    if constexpr (std::is_enum_v<T>) {
      std::uint8_t number = 0;
      get(number);
      require(number < names_of<T>(), "an enumeration past its last name");
      if (!error_) x = static_cast<T>(number);
    } else if constexpr (std::is_integral_v<T>) {
      using Bits = std::make_unsigned_t<T>;
      const Bytes taken = take(sizeof(T));
      Bits bits = 0;
      if (!taken.empty())  // all of them, so that this is one load
        for (std::size_t i = 0; i < sizeof(T); i++)
          bits = static_cast<Bits>(bits | std::uint64_t{taken[i]} << (8 * i));
      x = static_cast<T>(bits);
    } else {
      walk(*this, x);
    }
  }
  std::string_view get_text() {
    std::uint32_t size = 0;
    get(size);
    return as_text(take(size));
  }
  void get(std::string& text) {
    text = std::string(get_text());  // which is quicker than to replace what it holds
  }
  void get(Digest& digest) {
    const Bytes taken = take(digest.size());
    for (std::size_t i = 0; i < taken.size(); i++) digest[i] = taken[i];
  }
  void get(Value& value) {
    std::uint8_t index = 0;
    get(index);
    if (index == 1) get(value.emplace<std::int64_t>());
    if (index == 2) get(value.emplace<std::string>());
    require(index <= 2, "a value of no known type");
  }
  template <class T>
  void get(std::optional<T>& x) {
    std::uint8_t there = 0;
    get(there);
    require(there <= 1, "a presence byte that is neither 0 nor 1");
    if (there == 1) get(x.emplace());
  }
  // Of elements that have a byte each at least.
  std::uint32_t get_count() {
    std::uint32_t count = 0;
    get(count);
    if (count > bytes_.size() - at_)
      stop(ErrorCode::truncated,
           fmt::format("{} elements stated, {} bytes there", count, bytes_.size() - at_));
    return count;
  }
  // Next to nothing is reserved: a list grows only by elements whose bytes were there.
  template <class T>
  void get(std::vector<T>& list) {
    std::uint32_t count = get_count();
    list.reserve(std::min(count, 16U));
    for (; count > 0 && !error_; count--) get(list.emplace_back());
  }

  ValueView get_value() {
    std::uint8_t index = 0;
    get(index);
    require(index <= 2, "a value of no known type");
    if (index == 2) return get_text();
    std::int64_t number = 0;
    if (index == 1) get(number);
    return index == 1 ? ValueView(number) : ValueView();
  }
  void get_shape(FactViews& facts) {
    std::uint8_t as_before = 0;
    get(as_before);
    const bool has_before = !facts.shapes().empty();
    require(as_before == 0 || (as_before == 1 && has_before), "a fact as none before");
    if (as_before == 1 || error_) return;
    const std::string_view table = get_text();
    const std::string_view method = get_text();
    facts.add_shape(table, method);
    for (std::uint32_t left = get_count(); left > 0 && !error_; left--) facts.add_name(get_text());
    // There is one form for each node.
    require(!has_before || !facts.last_shapes_are_same(), "a fact as before that does not say so");
  }

  Bytes bytes_;
  std::size_t at_ = 0;
  std::optional<Error> error_;
};

bool partition(const Regions& regions, std::uint64_t size) {
  std::uint64_t end = 0;
  for (const Region& region : regions) {
    if (region.range.offset != end || region.range.size == 0) return false;
    end = region.range.end();
  }
  return regions.empty() || end == size;
}

// What every honest node holds to, whatever the image. Gives the breach, or nothing.
std::string_view breach(const Node& node, const FactViews& facts) {
  if (node.id == no_node) return "an id that stands for no node";
  if (node.id == 0 ? node.parent != no_node : node.parent >= node.id) return "a parent not before";
  if ((node.id == 0) != (node.kind == NodeKind::image)) return "an image that is not node 0";
  if (node.same_as && *node.same_as >= node.id) return "a same_as not before";
  if (node.size > size_max) return "a size past 63 bits";
  if (node.nth == 0) return "a count of 0 among members of one name";
  if (!partition(node.regions, node.size)) return "regions that do not partition the node";
  for (const FactView& fact : facts.facts())
    if (fact.range.size == 0 || fact.range.end() > node.size) return "a fact outside the node";
  return {};
}

}  // namespace

void append(Buffer& out, const Node& node) {
  WireWriter writer(out);
  writer(node);
  writer.put_facts(node.facts);
}

Result<Node> read_node(Bytes& bytes, FactViews& facts) {
  WireReader reader(bytes);
  Node node;
  reader(node);
  reader.get_facts(facts);
  if (!reader.error()) {
    const std::string_view what = breach(node, facts);
    reader.require(what.empty(), what);
  }
  if (reader.error()) return tl::unexpected(*reader.error());
  bytes = reader.rest();
  return node;
}

Result<Node> read_node(Bytes& bytes) {
  FactViews facts;
  Node node = TRY(read_node(bytes, facts));
  for (const FactView& fact : facts.facts()) node.facts.push_back(facts.copy_of(fact));
  return node;
}

}  // namespace assay
