#include "pipeline/isolated.h"

#include <fmt/core.h>

#include <cstring>

#include "base/digest.h"
#include "model/wire.h"
#include "sandbox/child.h"

namespace assay::pipeline {
namespace {

// The first byte of a message says what it holds.
constexpr std::uint8_t message_nodes = 'n';
constexpr std::uint8_t message_chunks = 'c';

// One slice of the image, as it crosses. Both sides are one program.
struct ChunkOnWire {
  std::uint64_t offset;
  std::uint64_t size;
  std::uint64_t entropy_mbit;
  Digest sha256;
};

void send(const unpack::Tree& tree, sandbox::Outlet& out) {
  constexpr std::size_t batch_size = 256U << 10U;  // what is sent is written meanwhile
  Buffer batch = {message_nodes};
  batch.reserve(batch_size + batch_size / 4);
  for (const Node& node : tree.nodes) {
    append(batch, node);
    if (batch.size() < batch_size) continue;
    out.send(batch);
    batch.resize(1);
  }
  out.send(batch);
  batch.resize(1);
  batch[0] = message_chunks;
  for (const ImageChunk& chunk : tree.image_chunks) {
    const ChunkOnWire wire{chunk.range.offset, chunk.range.size, chunk.entropy_mbit, chunk.sha256};
    const auto* at = reinterpret_cast<const std::uint8_t*>(&wire);
    batch.insert(batch.end(), at, at + sizeof(wire));
  }
  out.send(batch);
}

// Takes what the child says, and believes none of it.
class Collector {
 public:
  Collector(const unpack::Limits& limits, std::uint64_t image_size, NodeSink& sink)
      : limits_(limits), image_size_(image_size), sink_(sink) {
    sink_.start();
  }

  Result<void> take(Bytes message) {
    if (message.empty()) return fail(ErrorCode::corrupt, "an empty message");
    const Bytes body = message.subspan(1);
    if (message[0] == message_nodes) return take_nodes(body);
    if (message[0] == message_chunks) return take_chunks(body);
    return fail(ErrorCode::corrupt, fmt::format("a message of type {}", message[0]));
  }

  Result<std::vector<ImageChunk>> chunks() {
    if (nodes_ == 0) return fail(ErrorCode::corrupt, "the engine told of no node");
    if (chunked_to_ != image_size_)
      return fail(ErrorCode::corrupt, "the engine did not account for every slice");
    return std::move(chunks_);
  }

 private:
  Result<void> take_nodes(Bytes body) {
    while (!body.empty()) {
      Node node = TRY(read_node(body, facts_));
      if (node.id != nodes_ || node.id > 2 * limits_.nodes_max)
        return fail(ErrorCode::corrupt, fmt::format("node {} is out of turn", node.id));
      nodes_++;
      TRY(sink_.take(std::move(node), facts_));
    }
    sink_.pause();
    return {};
  }

  Result<void> take_chunks(Bytes body) {
    for (; !body.empty(); body = body.subspan(sizeof(ChunkOnWire))) {
      ChunkOnWire wire{};
      if (body.size() < sizeof(wire)) return fail(ErrorCode::corrupt, "half a slice");
      std::memcpy(&wire, body.data(), sizeof(wire));
      if (wire.offset != chunked_to_ || wire.size == 0 || wire.size > image_size_ - chunked_to_ ||
          wire.entropy_mbit > 8000)
        return fail(ErrorCode::corrupt, "slices do not partition the image");
      chunked_to_ += wire.size;
      chunks_.push_back(
          {{wire.offset, wire.size}, wire.sha256, static_cast<std::uint32_t>(wire.entropy_mbit)});
    }
    return {};
  }

  const unpack::Limits& limits_;
  std::uint64_t image_size_;
  NodeSink& sink_;
  FactViews facts_;  // of the node at hand
  std::uint64_t nodes_ = 0;
  std::uint64_t chunked_to_ = 0;
  std::vector<ImageChunk> chunks_;
};

}  // namespace

Result<std::vector<ImageChunk>> unpack_isolated(const unpack::Source& source,
                                                unpack::Options options,
                                                const unpack::Visitor& visitor,
                                                const Isolation& isolation, NodeSink& sink) {
  (void)sha256({});  // has the library load what it needs while files can still be opened
  sandbox::SharedProgress progress;
  sandbox::Confinement confinement;
  confinement.level = isolation.level;
  confinement.memory_max = isolation.memory_max;
  confinement.keep_fds = {source.fd()};
  if (source.is_directory()) confinement.directory_fd = source.fd();
  sandbox::Watch watch;
  watch.work_ms_max = isolation.work_s_max * 1000;
  watch.tick = [&] { isolation.tick(*progress); };

  for (unsigned deaths = 0; deaths <= isolation.deaths_max; deaths++) {
    Collector collector(options.limits, source.size(), sink);
    const sandbox::Ending ending = run_confined(
        confinement, progress, watch,
        [&](sandbox::Outlet& out) {
          // The child ends with this, so that to take the tree apart would be work for nothing.
          const auto* tree = new unpack::Tree(unpack::unpack(source, options, visitor, *progress));
          send(*tree, out);
        },
        [&](Bytes message) { return collector.take(message); });
    switch (ending.kind) {
      case sandbox::Ending::Kind::finished:
        return collector.chunks();
      case sandbox::Ending::Kind::refused:
        return fail(ErrorCode::unsupported, ending.detail);
      case sandbox::Ending::Kind::misbehaved:
        return fail(ErrorCode::corrupt,
                    "the engine sent what no engine sends, so the image may have taken it over: " +
                        ending.detail);
      case sandbox::Ending::Kind::died:
      case sandbox::Ending::Kind::stalled:
        break;
    }
    if (ending.culprit != 0 && !options.skip.contains(ending.culprit)) {
      options.skip[ending.culprit] = ending.detail + "; the scan went on without it";
    } else if (options.threads > 1) {
      options.threads = 1;  // then whatever it is at when it dies is the work that it dies of
    } else {
      return fail(ErrorCode::corrupt, ending.detail + ", and what it was reading is not known");
    }
  }
  return fail(ErrorCode::limit, fmt::format("the engine died {} times", isolation.deaths_max + 1));
}

}  // namespace assay::pipeline
