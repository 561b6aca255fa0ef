#include "unpack/engine.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <new>
#include <optional>
#include <thread>

#include "unpack/measure.h"

namespace assay::unpack {
namespace {

// Those within `range`, counted from its start.
std::vector<Hit> hits_in(std::span<const Hit> hits, Range range) {
  std::vector<Hit> inside;
  for (const Hit& hit : hits)
    if (hit.offset >= range.offset && hit.offset < range.end())
      inside.push_back({hit.offset - range.offset, hit.pattern});
  return inside;
}

std::vector<Pattern> all_patterns(const Magics& magics, const Visitor& visitor) {
  std::vector<Pattern> patterns = magics.patterns();
  for (const std::string_view word : visitor.words()) patterns.push_back({{}, word});
  return patterns;
}

// Names the calling thread's work in memory that outlives this process, while it lives.
class WorkMark {
 public:
  WorkMark(std::uint64_t key, WorkSlot* slot) : slot_(slot) {
    if (slot_ == nullptr) return;
    slot_->since_ms = monotonic_ms();  // first, or the key would seem to have stood for long
    before_ = slot_->key.exchange(key);
  }
  ~WorkMark() {
    if (slot_ == nullptr) return;
    slot_->since_ms = monotonic_ms();
    slot_->key = before_;
  }
  WorkMark(const WorkMark&) = delete;
  WorkMark& operator=(const WorkMark&) = delete;

 private:
  WorkSlot* slot_;
  std::uint64_t before_ = 0;
};

// Keeps the pages of a large image from piling up in this process's memory: they are dropped every
// few milliseconds while it lives, and come back from the file where they are looked at again.
class PageDropper {
 public:
  explicit PageDropper(std::shared_ptr<const Mapping> image) : image_(std::move(image)) {
    constexpr std::uint64_t worth_it = 48U << 20U;
    if (image_->bytes().size() < worth_it) return;
    thread_ = std::thread([this] {
      while (!done_) {
        image_->drop_pages();
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
      }
    });
  }
  ~PageDropper() {
    done_ = true;
    if (thread_.joinable()) thread_.join();
  }
  PageDropper(const PageDropper&) = delete;
  PageDropper& operator=(const PageDropper&) = delete;

 private:
  std::shared_ptr<const Mapping> image_;
  std::atomic<bool> done_ = false;
  std::thread thread_;
};

}  // namespace

Search::Search(const Visitor& visitor)
    : magic_count(static_cast<std::uint32_t>(magics.patterns().size())),
      finder(all_patterns(magics, visitor)) {}

Engine::Engine(const Source& source, const Options& options, const Visitor& visitor,
               const Search& search, Progress& progress, unsigned threads)
    : source_(source),
      options_(options),
      visitor_(visitor),
      search_(search),
      progress_(progress),
      pool_(threads),
      budget_(options.limits) {}

Tree Engine::run() {
  Tree tree;
  Item root;
  root.node.kind = NodeKind::image;
  root.node.name = source_.name();
  root.key = key_of(0, "image", 0);
  pool_.add([&] {
    work(root.key, root.node.problems, "read",
         [&] { source_.is_directory() ? read_directory(root) : read_image(root, tree); });
  });
  {
    const auto image = source_.is_directory() ? nullptr : source_.map();
    image_ = image;
    std::optional<PageDropper> dropper;
    if (image) dropper.emplace(image);
    pool_.run();
  }
  progress_.stage = Stage::assembling;
  tree.nodes = assemble(std::move(root));
  return tree;
}

void Engine::read_image(Item& root, Tree& tree) {
  progress_.bytes_total += image_->bytes().size();
  pool_.add([this, &tree] { slice_image(image_->bytes(), tree); });
  root.node.size = image_->bytes().size();
  analyze(root, Held(image_->bytes(), image_), {0, std::make_shared<LargeGate>(pool_)});
}

// Digest and entropy of each slice of the image, by which a changed byte is found again.
void Engine::slice_image(Bytes image, Tree& tree) {
  const std::uint64_t size = image_chunk_size(image.size());
  tree.image_chunks.resize((image.size() + size - 1) / size);
  pool_.for_each(tree.image_chunks.size(), [&](std::size_t i) {
    const std::uint64_t offset = i * size;
    const Bytes slice = image.subspan(offset, std::min<std::uint64_t>(size, image.size() - offset));
    tree.image_chunks[i] = {{offset, slice.size()}, sha256(slice), entropy_mbit(slice)};
  });
}

// Does one piece of work: not, where it is to be skipped; and what it runs out of is told.
void Engine::work(std::uint64_t key, std::vector<Problem>& problems, const char* stage,
                  const std::function<void()>& job) {
  if (const auto skipped = options_.skip.find(key); skipped != options_.skip.end()) {
    problems.push_back({"sandbox", ErrorCode::limit, skipped->second, {}});
    return;
  }
  WorkSlot*& slot = thread_slot();
  thread_local const Engine* owner = nullptr;
  if (owner != this) {
    owner = this;
    const unsigned number = slots_taken_++;
    slot = number < Progress::slots_max ? &progress_.slots[number] : nullptr;
  }
  const WorkMark mark(key, slot);
  try {
    job();
  } catch (const std::bad_alloc&) {
    problems.push_back({stage, ErrorCode::limit, "there is not enough memory for it", {}});
  }
}

// Names the bytes, and reads them where nobody has yet.
void Engine::analyze(Item& item, const Held& held, const Place& place) {
  const Bytes bytes = held.bytes();
  item.node.size = bytes.size();
  item.node.sha256 = sha256(bytes);
  const auto [blob, first] = blobs_.claim(*item.node.sha256);
  item.blob = blob;
  const std::string type = visitor_.file_type(bytes);
  if (item.node.kind == NodeKind::file) read_named(item, bytes, type);
  if (first) {
    blob->file_type = type;
    const std::uint64_t key = key_of(*item.node.sha256);
    work(key, blob->problems, "probe",
         [&, blob = blob] { look_inside(item, *blob, key, held, place); });
    if (blob->regions.empty() && !bytes.empty())
      blob->regions = {{{0, bytes.size()}, RegionKind::unknown, "", 0, entropy_mbit(bytes)}};
  }
  progress_.bytes_done += bytes.size();
  progress_.nodes_done++;
}

void Engine::look_inside(const Item& item, Blob& blob, std::uint64_t key, const Held& held,
                         const Place& place) {
  const Bytes bytes = held.bytes();
  const Limits& limits = options_.limits;
  bool cut = false;
  const auto hits = search_.finder.find(bytes, limits.candidates_max, cut);
  if (cut) {
    blob.problems.push_back({"probe",
                             ErrorCode::limit,
                             fmt::format("more than {} places look like a format; the later ones "
                                         "were not looked at",
                                         limits.candidates_max),
                             {}});
  }
  std::vector<Hit> magic_hits;
  std::vector<Hit> word_hits;
  for (const Hit& hit : hits) {
    if (hit.pattern < search_.magic_count)
      magic_hits.push_back(hit);
    else
      word_hits.push_back({hit.offset, hit.pattern - search_.magic_count});
  }
  // Inside a file of a known type, a container is only taken for one where more than its magic
  // says so: a program that reads a format has its magic as a constant.
  const bool typed = !blob.file_type.empty();
  auto instances = search_.magics.carve(bytes, magic_hits,
                                        typed ? Confidence::consistent : Confidence::plausible,
                                        limits, blob.problems);
  if (!instances.empty() && place.depth >= limits.depth_max) {
    order_matters_ = true;
    blob.problems.push_back({"probe",
                             ErrorCode::limit,
                             fmt::format("containers are nested deeper than {}", limits.depth_max),
                             {}});
    instances.clear();
  }
  settle_regions(blob, key, bytes, instances, word_hits);
  const bool read_whole = typed && !instances.empty() && instances.front().offset != 0;
  std::vector<std::function<void()>> tasks;
  for (Instance& instance : instances) {
    if (!room_for_node()) {
      blob.problems.push_back({"probe", ErrorCode::limit, "the limit on nodes is reached", {}});
      break;
    }
    auto chunk = std::make_unique<Item>();
    chunk->node.kind = NodeKind::chunk;
    chunk->node.name = instance.handler->id;
    chunk->node.range = {instance.offset, instance.probe.size};
    chunk->node.size = instance.probe.size;
    chunk->key = key_of(key, instance.handler->id, instance.offset);
    if (instance.probe.size == bytes.size()) chunk->node.sha256 = item.node.sha256;
    chunk->node.regions = {{{0, instance.probe.size}, RegionKind::unknown, "", 0, 0}};
    if (instance.handler->is_leaf && !read_whole)
      read_chunk(*chunk, bytes, *instance.handler, word_hits);
    tasks.emplace_back([this, chunk = chunk.get(), part = *held.part(chunk->node.range),
                        handler = instance.handler, probe = std::move(instance.probe),
                        inner = Place{place.depth + 1, place.gate}] {
      work(chunk->key, chunk->node.problems, "expand",
           [&] { expand(*chunk, part, *handler, probe, inner); });
    });
    blob.children.push_back(std::move(chunk));
  }
  std::ranges::sort(blob.children, {}, [](const auto& child) { return child->node.range.offset; });
  pool_.add_in_order(std::move(tasks));
}

// Lays the regions between the instances, and has what no format explains read.
void Engine::settle_regions(Blob& blob, std::uint64_t key, Bytes bytes,
                            const std::vector<Instance>& instances, std::span<const Hit> hits) {
  // Where a container stands at the first byte, the type speaks of it, and not of what is behind.
  const bool typed =
      !blob.file_type.empty() && (instances.empty() || instances.front().offset != 0);
  std::uint64_t at = 0;
  const auto gap_until = [&](std::uint64_t end) {
    if (end == at) return;
    if (!typed)
      measure_gap(bytes, {at, end - at}, blob.regions);
    else
      blob.regions.push_back({{at, end - at}, RegionKind::known, blob.file_type, 0, 0});
  };
  for (const Instance& instance : instances) {
    gap_until(instance.offset);
    at = instance.offset + instance.probe.size;
    blob.regions.push_back({{instance.offset, instance.probe.size},
                            RegionKind::known,
                            std::string(instance.handler->id),
                            0,
                            0});
  }
  gap_until(bytes.size());
  if (instances.empty() || typed) {
    read_leaf({bytes, {}, Attributes{}, blob.file_type, hits}, key_of(key, "read", 0), blob.facts,
              blob.problems);
    return;
  }
  const bool code_read = read_around(blob, key, bytes);
  for (const Region& region : blob.regions) {
    if (region.kind != RegionKind::unknown || region.range.size < gap_size_min) continue;
    auto gap = new_gap(bytes, region);
    const auto gap_hits = hits_in(hits, region.range);
    read_leaf({bytes.subspan(region.range.offset, region.range.size),
               {},
               Attributes{},
               "",
               gap_hits,
               code_read},
              key_of(key, "gap", region.range.offset), gap->node.facts, gap->node.problems);
    blob.children.push_back(std::move(gap));
  }
}

// Whether machine code was read in bytes of which most are in no container.
bool Engine::read_around(Blob& blob, std::uint64_t key, Bytes bytes) {
  std::uint64_t unknown = 0;
  for (const Region& region : blob.regions)
    if (region.kind == RegionKind::unknown) unknown += region.range.size;
  if (unknown * 2 < bytes.size()) return false;
  bool code_read = false;
  work(key_of(key, "around", 0), blob.problems, "read", [&] {
    Reading reading;
    code_read = visitor_.read_around({bytes, {}, Attributes{}, {}, {}}, reading);
    std::ranges::move(reading.facts, std::back_inserter(blob.facts));
    std::ranges::move(reading.problems, std::back_inserter(blob.problems));
  });
  return code_read;
}

// Has the bytes of a format without members read.
void Engine::read_chunk(Item& chunk, Bytes container, const Handler& handler,
                        std::span<const Hit> hits) {
  const Range range = chunk.node.range;
  const auto own_hits = hits_in(hits, range);
  read_leaf({container.subspan(range.offset, range.size), {}, Attributes{}, handler.id, own_hits},
            key_of(chunk.key, "read", 0), chunk.node.facts, chunk.node.problems);
}

// A node for bytes that no format explains.
std::unique_ptr<Item> Engine::new_gap(Bytes container, const Region& region) {
  auto gap = std::make_unique<Item>();
  gap->node.kind = NodeKind::gap;
  gap->node.range = region.range;
  gap->node.size = region.range.size;
  gap->node.sha256 = sha256(container.subspan(region.range.offset, region.range.size));
  gap->node.regions = {region};
  gap->node.regions[0].range.offset = 0;
  nodes_++;
  return gap;
}

void Engine::read_leaf(const Leaf& leaf, std::uint64_t key, std::vector<Fact>& facts,
                       std::vector<Problem>& problems) {
  work(key, problems, "read", [&] {
    Reading reading;
    visitor_.read_content(leaf, reading);
    std::ranges::move(reading.facts, std::back_inserter(facts));
    std::ranges::move(reading.problems, std::back_inserter(problems));
  });
}

void Engine::read_named(Item& item, Bytes bytes, std::string_view type) {
  work(key_of(item.key, "read", 0), item.node.problems, "read", [&] {
    Reading reading;
    visitor_.read_named({bytes, item.node.name, item.node.attributes, type, {}}, reading);
    std::ranges::move(reading.facts, std::back_inserter(item.node.facts));
    std::ranges::move(reading.problems, std::back_inserter(item.node.problems));
  });
}

bool Engine::room_for_node() {
  if (nodes_.fetch_add(1) < options_.limits.nodes_max) return true;
  order_matters_ = true;
  return false;
}

bool Engine::room_for_text(std::uint64_t size) {
  if (text_size_.fetch_add(size) + size <= options_.limits.text_total_max) return true;
  order_matters_ = true;
  return false;
}

Tree unpack(const Source& source, const Options& options, const Visitor& visitor,
            Progress& progress) {
  const Search search(visitor);
  progress.stage = Stage::unpacking;
  {
    Engine engine(source, options, visitor, search, progress, options.threads);
    Tree tree = engine.run();
    if (options.threads == 1 || !engine.order_matters()) {
      visitor.read_tree(tree.nodes);
      return tree;
    }
  }
  // What fits under a limit on the whole image must not depend on which thread came first.
  Engine engine(source, options, visitor, search, progress, 1);
  Tree tree = engine.run();
  visitor.read_tree(tree.nodes);
  return tree;
}

}  // namespace assay::unpack
