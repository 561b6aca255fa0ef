// Isolated: runs the engine in the confined child, and goes on where it dies.
//
// A child that dies or stalls leaves the key of the work it was at. The scan is then done again
// without that work, which becomes a problem of its node. What was found is the same as if the work
// had failed in an orderly way, so that the answer still depends on nothing but the bytes.
#pragma once

#include <functional>

#include "base/progress.h"
#include "base/result.h"
#include "model/fact_views.h"
#include "sandbox/layers.h"
#include "unpack/unpack.h"

namespace assay::pipeline {

struct Isolation {
  sandbox::Level level = sandbox::Level::full;
  std::uint64_t memory_max = 8ULL << 30U;  // bytes of address space of the engine
  std::int64_t work_s_max = 120;           // seconds for one piece of work
  unsigned deaths_max = 16;                // after so many the scan gives up and says so
  std::function<void(const Progress&)> tick = [](const Progress&) {};  // about ten times a second
};

// Takes what the engine found, node by node, in pre-order, while it still tells the rest.
class NodeSink {
 public:
  NodeSink() = default;
  virtual ~NodeSink() = default;
  NodeSink(const NodeSink&) = delete;
  NodeSink& operator=(const NodeSink&) = delete;

  // All begins anew: called first, and again where the engine died while it told.
  virtual void start() = 0;
  // A node, and its facts, whose texts stay until pause(). An error ends the scan. May throw.
  virtual Result<void> take(Node node, const FactViews& facts) = 0;
  // Comes behind some nodes, and behind the last. May throw.
  virtual void pause() = 0;
};

// Hands what unpack() makes of a source, with `visitor` as the reader, to `sink`, and gives the
// slices of the image. Errors: unsupported, where a layer of the sandbox is missing; corrupt, where
// the engine dies without a trace, again and again, or tells what none tells. Throws
// std::system_error where the machine gives no process, and what the sink throws.
Result<std::vector<ImageChunk>> unpack_isolated(const unpack::Source& source,
                                                unpack::Options options,
                                                const unpack::Visitor& visitor,
                                                const Isolation& isolation, NodeSink& sink);

}  // namespace assay::pipeline
