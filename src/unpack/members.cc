// The engine's second half: opening a container and reading its members.
#include <fmt/core.h>

#include <algorithm>
#include <unordered_map>

#include "unpack/checks.h"
#include "unpack/engine.h"
#include "unpack/partition.h"

namespace assay::unpack {
namespace {

// Whether a name, joined to a folder's, could lead out of that folder.
bool leaves_the_tree(std::string_view name) {
  if (name.starts_with('/') || name.find('\0') != name.npos) return true;
  while (!name.empty()) {
    const std::string_view part = name.substr(0, name.find('/'));
    if (part == "..") return true;
    name.remove_prefix(std::min(name.size(), part.size() + 1));
  }
  return false;
}

// No header field is worth more; a comment in one may be as large as the image.
void cut_fields(Fields& fields, std::vector<Problem>& problems) {
  constexpr std::size_t text_size_max = 65536;
  for (Field& field : fields) {
    auto* const text = std::get_if<std::string>(&field.value);
    if (text == nullptr || text->size() <= text_size_max) continue;
    problems.push_back({"probe",
                        ErrorCode::limit,
                        fmt::format("the field {} of {} bytes was cut to {}", field.name,
                                    text->size(), text_size_max),
                        {}});
    text->resize(text_size_max);
  }
}

std::uint64_t plain_size(const Content& content) {
  std::uint64_t size = 0;
  for (const Extent& extent : content.extents)
    size += extent.size > 0 ? extent.size : extent.stored.size * 4;
  return size;
}

std::uint64_t stored_offset(const Content& content) {
  for (const Extent& extent : content.extents)
    if (extent.stored.size > 0) return extent.stored.offset;
  return 0;
}

}  // namespace

struct Engine::File {
  std::vector<Item*> names;
  Content content;
  Stated stated;
};

struct Engine::Container {
  Container(Held bytes, const Limits& limits, PlainBudget& budget, Place of_members)
      : blocks(std::move(bytes), limits, budget), place(std::move(of_members)) {}
  Blocks blocks;
  Place place;                  // of its members
  bool is_host_folder = false;  // members are files of the machine, opened one by one
};

void Engine::read_directory(Item& root) {
  auto chunk = std::make_unique<Item>();
  chunk->node.kind = NodeKind::chunk;
  chunk->node.name = "directory";
  chunk->node.title = "directory of the machine that ran the scan";
  chunk->key = key_of(root.key, "directory", 0);
  Sink sink(0, options_.limits);
  if (const auto listed = source_.list(sink); !listed) sink.problem(listed.error());
  const auto container = std::make_shared<Container>(Held(), options_.limits, budget_,
                                                     Place{1, std::make_shared<LargeGate>(pool_)});
  container->is_host_folder = true;
  chunk->node.problems = std::move(sink.problems());
  add_members(*chunk, sink, container);
  root.children.push_back(std::move(chunk));
}

void Engine::expand(Item& item, const Held& chunk, const Handler& handler, const Probe& probe,
                    const Place& place) {
  const Bytes bytes = chunk.bytes();
  Node& node = item.node;
  node.title = probe.title;
  node.header = probe.header;
  node.checks = probe.checks;
  node.problems = probe.problems;
  if (!node.sha256) node.sha256 = sha256(bytes);
  Sink sink(bytes.size(), options_.limits);
  if (const auto expanded = handler.expand(bytes, probe, sink); !expanded)
    sink.problem(expanded.error());
  node.regions = partition(bytes, sink.claims());
  std::ranges::move(sink.problems(), std::back_inserter(node.problems));
  std::ranges::move(sink.fields(), std::back_inserter(node.header));
  std::ranges::move(sink.checks(), std::back_inserter(node.checks));
  cut_fields(node.header, node.problems);
  add_members(item, sink, std::make_shared<Container>(chunk, options_.limits, budget_, place));
  add_gaps(item, chunk, place);
}

// Makes an item of each member, and tasks that read those with bytes, in the order in which they
// are stored, so that neighbours that share a decoded piece find it again.
void Engine::add_members(Item& item, Sink& sink, const std::shared_ptr<Container>& container) {
  std::unordered_map<std::string, std::uint32_t> times;
  std::unordered_map<std::uint64_t, std::size_t> by_inode;
  std::vector<File> files;
  for (Member& member : sink.members()) {
    const bool node_fits = room_for_node();
    if (!node_fits || !room_for_text(text_size(member))) {
      item.node.problems.push_back(
          {"expand",
           ErrorCode::limit,
           fmt::format("the limit on {} of a whole image is reached; members are missing",
                       node_fits ? "names, link texts and attributes" : "nodes"),
           {}});
      break;
    }
    auto child = new_member(item, member, ++times[member.name]);
    const bool unread = child->node.kind != NodeKind::file || member.unreadable;
    if (!unread) {
      const auto inode = member.attributes.inode;
      const auto [place, is_new] =
          inode ? by_inode.try_emplace(*inode, files.size()) : std::pair(by_inode.end(), true);
      if (is_new)
        files.push_back({{child.get()}, std::move(member.content), member.stated});
      else
        files[place->second].names.push_back(child.get());
    }
    item.children.push_back(std::move(child));
  }
  sink.members().clear();
  add_reading_tasks(std::move(files), container);
}

std::unique_ptr<Item> Engine::new_member(const Item& parent, Member& member, std::uint32_t nth) {
  auto item = std::make_unique<Item>();
  Node& node = item->node;
  node.kind = member.kind;
  node.nth = nth;
  node.title = std::move(member.title);
  node.attributes = member.attributes;
  node.header = std::move(member.header);
  node.checks = std::move(member.checks);
  const auto& extents = member.content.extents;
  if (extents.size() == 1 && extents[0].codec == nullptr && !member.unreadable)
    node.range = extents[0].stored;
  if (leaves_the_tree(member.name)) {
    node.problems.push_back({"expand",
                             ErrorCode::corrupt,
                             "the name leads out of the container; it is kept as text",
                             {}});
  }
  for (const auto& error : {member.unreadable, member.incomplete})
    if (error) node.problems.push_back({"decode", error->code, error->detail, {}});
  node.name = std::move(member.name);
  item->key = key_of(parent.key, node.name, nth);
  return item;
}

void Engine::add_reading_tasks(std::vector<File> files,
                               const std::shared_ptr<Container>& container) {
  std::ranges::stable_sort(files, {}, [](const File& file) { return stored_offset(file.content); });
  constexpr std::uint64_t batch_size = 1U << 20U;
  constexpr std::size_t batch_files = 64;
  std::vector<std::function<void()>> tasks;
  for (std::size_t first = 0; first < files.size();) {
    std::vector<File> batch;
    std::uint64_t size = 0;
    for (; first < files.size() && batch.size() < batch_files && size < batch_size; first++) {
      size += plain_size(files[first].content);
      batch.push_back(std::move(files[first]));
    }
    progress_.bytes_total += size;
    tasks.emplace_back([this, container, batch = std::move(batch)] {
      for (const File& file : batch) read_member(file, container);
    });
  }
  pool_.add_in_order(std::move(tasks));
}

// Decodes a file and reads it.
void Engine::read_member(const File& file, const std::shared_ptr<Container>& container) {
  const std::uint64_t small = options_.limits.small_size;
  const bool is_run = file.content.extents.size() == 1 && file.content.extents[0].codec == nullptr;
  if ((!is_run && plain_size(file.content) > small) ||
      !read_member_up_to(small, nullptr, file, *container))
    read_large_member(file, container);
}

// The same, once no other large one beside it is in memory, nor anything that was found in that.
void Engine::read_large_member(const File& file, const std::shared_ptr<Container>& container) {
  const auto pass =
      container->place.gate->enter([this, file, container] { read_large_member(file, container); });
  if (pass) read_member_up_to(~std::uint64_t{0}, pass, file, *container);
}

// False where it has more bytes than `most`: then nothing was done. Its other names share what was
// found. Who holds its bytes holds `pass`.
bool Engine::read_member_up_to(std::uint64_t most, const std::shared_ptr<const void>& pass,
                               const File& file, Container& container) {
  Item& item = *file.names[0];
  Held held;
  bool read = false;
  bool too_large = false;
  const std::size_t problems_before = item.node.problems.size();
  work(item.key, item.node.problems, "decode", [&] {
    MemberBytes bytes;
    if (!container.is_host_folder)
      bytes = container.blocks.read(file.content, pool_, most);
    else if (auto opened = source_.open_member(item.node.name))
      bytes.held = *std::move(opened);
    else
      bytes.problem = {"decode", opened.error().code, opened.error().detail, {}};
    too_large = bytes.too_large;
    if (too_large) return;
    held = std::move(bytes.held);
    if (pass)
      held = Held(held.bytes(),
                  std::make_shared<std::pair<std::shared_ptr<const void>, Held>>(pass, held));
    read = !bytes.problem || !held.bytes().empty();
    std::ranges::move(compare_stated(file.stated, held.bytes(), !bytes.problem),
                      std::back_inserter(item.node.checks));
    if (bytes.problem) item.node.problems.push_back(*std::move(bytes.problem));
  });
  if (too_large) return false;
  const std::vector<Problem> problems(
      item.node.problems.begin() + static_cast<std::ptrdiff_t>(problems_before),
      item.node.problems.end());
  if (read) {
    const unsigned depth = container.place.depth;
    const Place inner = pass ? Place{depth, std::make_shared<LargeGate>(pool_)} : container.place;
    work(key_of(item.key, "analyze", 0), item.node.problems, "read",
         [&] { analyze(item, held, inner); });
  }
  for (std::size_t i = 1; i < file.names.size(); i++) {
    Item& other = *file.names[i];
    other.node.size = item.node.size;
    other.node.range = item.node.range;
    other.node.sha256 = item.node.sha256;
    other.blob = item.blob;
    other.node.problems.insert(other.node.problems.end(), problems.begin(), problems.end());
    if (read) read_named(other, held.bytes(), visitor_.file_type(held.bytes()));
  }
  return true;
}

// Bytes of a container that its format does not explain may hide something: they are read as well.
void Engine::add_gaps(Item& item, const Held& chunk, const Place& place) {
  std::vector<std::function<void()>> tasks;
  for (const Region& region : item.node.regions) {
    if (region.kind != RegionKind::unknown || region.range.size < gap_size_min) continue;
    if (!room_for_node()) break;
    auto gap = new_gap(chunk.bytes(), region);
    gap->node.regions.clear();
    gap->key = key_of(item.key, "gap", region.range.offset);
    tasks.emplace_back([this, gap = gap.get(), part = *chunk.part(region.range), place] {
      work(gap->key, gap->node.problems, "read", [&] { analyze(*gap, part, place); });
    });
    item.children.push_back(std::move(gap));
  }
  pool_.add_in_order(std::move(tasks));
}

}  // namespace assay::unpack
