// Engine: the tasks of unpack(), and what they share.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/held.h"
#include "base/pool.h"
#include "unpack/blocks.h"
#include "unpack/carve.h"
#include "unpack/finder.h"
#include "unpack/large_gate.h"
#include "unpack/tree.h"
#include "unpack/unpack.h"

namespace assay::unpack {

// What never changes during a scan and costs time to make: the compiled search.
struct Search {
  explicit Search(const Visitor& visitor);
  Magics magics;
  std::uint32_t magic_count;
  Finder finder;
};

// Unknown bytes of a container are read like a file where there are at least this many.
constexpr std::uint64_t gap_size_min = 256;

class Engine {
 public:
  Engine(const Source& source, const Options& options, const Visitor& visitor, const Search& search,
         Progress& progress, unsigned threads);

  Tree run();

  // Whether a limit was met whose effect depends on the order of tasks.
  bool order_matters() const { return order_matters_ || budget_.tripped(); }

 private:
  // Where an item stands, for those that are found in it.
  struct Place {
    unsigned depth = 0;  // containers above it
    std::shared_ptr<LargeGate> gate;
  };

  void read_image(Item& root, Tree& tree);
  void slice_image(Bytes image, Tree& tree);
  void analyze(Item& item, const Held& held, const Place& place);
  void look_inside(const Item& item, Blob& blob, std::uint64_t key, const Held& held,
                   const Place& place);
  void settle_regions(Blob& blob, std::uint64_t key, Bytes bytes,
                      const std::vector<Instance>& instances, std::span<const Hit> hits);
  std::unique_ptr<Item> new_gap(Bytes container, const Region& region);
  void read_leaf(const Leaf& leaf, std::uint64_t key, std::vector<Fact>& facts,
                 std::vector<Problem>& problems);
  bool read_around(Blob& blob, std::uint64_t key, Bytes bytes);
  void read_chunk(Item& chunk, Bytes container, const Handler& handler, std::span<const Hit> hits);
  void read_named(Item& item, Bytes bytes, std::string_view type);

  // In members.cc.
  struct Container;  // an opened instance whose members are being read
  struct File;       // a file of it, under all the names it has there
  void read_directory(Item& root);
  void expand(Item& item, const Held& chunk, const Handler& handler, const Probe& probe,
              const Place& place);
  void add_members(Item& item, Sink& sink, const std::shared_ptr<Container>& container);
  std::unique_ptr<Item> new_member(const Item& parent, Member& member, std::uint32_t nth);
  void add_reading_tasks(std::vector<File> files, const std::shared_ptr<Container>& container);
  void read_member(const File& file, const std::shared_ptr<Container>& container);
  void read_large_member(const File& file, const std::shared_ptr<Container>& container);
  bool read_member_up_to(std::uint64_t most, const std::shared_ptr<const void>& pass,
                         const File& file, Container& container);
  void add_gaps(Item& item, const Held& chunk, const Place& place);

  void work(std::uint64_t key, std::vector<Problem>& problems, const char* stage,
            const std::function<void()>& job);
  bool room_for_node();
  bool room_for_text(std::uint64_t size);

  const Source& source_;
  const Options& options_;
  const Visitor& visitor_;
  const Search& search_;
  Progress& progress_;
  Pool pool_;
  Blobs blobs_;
  PlainBudget budget_;
  std::atomic<bool> order_matters_ = false;
  std::atomic<std::uint64_t> nodes_ = 1;
  std::atomic<std::uint64_t> text_size_ = 0;
  std::atomic<unsigned> slots_taken_ = 0;
  std::shared_ptr<const Mapping> image_;
};

}  // namespace assay::unpack
