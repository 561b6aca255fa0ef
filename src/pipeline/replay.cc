#include "pipeline/replay.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "base/digest.h"
#include "model/wire.h"
#include "sandbox/child.h"
#include "unpack/replay.h"

namespace assay::pipeline {
namespace {

// The first byte of a message says what it holds.
constexpr std::uint8_t message_bytes = 'b';
constexpr std::uint8_t message_member = 'm';
constexpr std::uint8_t message_failed = 'f';  // of the member told of last: a code and a sentence
constexpr std::uint8_t message_error = 'e';   // of all: likewise

constexpr std::size_t piece_size = 1U << 20U;

void send(sandbox::Outlet& out, std::uint8_t type, Bytes body) {
  Buffer message = {type};
  message.insert(message.end(), body.begin(), body.end());
  out.send(message);
}

void send_bytes(sandbox::Outlet& out, Bytes bytes) {
  for (; !bytes.empty(); bytes = bytes.subspan(std::min(piece_size, bytes.size())))
    send(out, message_bytes, bytes.first(std::min(piece_size, bytes.size())));
}

void send_error(sandbox::Outlet& out, std::uint8_t type, const Error& error) {
  send(out, type, as_bytes(std::string(1, static_cast<char>(error.code)) + error.detail));
}

Result<Error> read_error(Bytes body) {
  if (body.empty() || body[0] >= std::size(error_code_names))
    return fail(ErrorCode::corrupt, "an error without a code");
  return Error{static_cast<ErrorCode>(body[0]), std::string(as_text(body.subspan(1)))};
}

// Members cross as nodes below a root that stands for their container.
Node node_of(const unpack::ReplayedMember& replayed, NodeId id) {
  Node node;
  node.id = id;
  node.parent = 0;
  node.kind = replayed.member->kind;
  node.name = replayed.member->name;
  node.nth = replayed.nth;
  node.attributes = replayed.member->attributes;
  node.size = replayed.bytes.bytes().size();
  return node;
}

// Runs `job` in the child and gives `receive` what is no error.
Result<void> run(const unpack::Source& source, const Isolation& isolation,
                 const std::function<Result<void>(sandbox::Outlet&)>& job,
                 const std::function<Result<void>(std::uint8_t, Bytes)>& receive) {
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
  std::optional<Error> told;     // by the child
  std::optional<Error> refused;  // by `receive`
  const sandbox::Ending ending = run_confined(
      confinement, progress, watch,
      [&](sandbox::Outlet& out) {
        thread_slot() = &progress->slots[0];
        progress->slots[0].since_ms = monotonic_ms();
        progress->slots[0].key = 1;
        if (const auto done = job(out); !done) send_error(out, message_error, done.error());
      },
      [&](Bytes message) -> Result<void> {
        if (message.empty()) return fail(ErrorCode::corrupt, "an empty message");
        progress->slots[0].since_ms = monotonic_ms();  // it gets somewhere
        if (message[0] == message_error) {
          told = TRY(read_error(message.subspan(1)));
          return {};
        }
        const auto taken = receive(message[0], message.subspan(1));
        if (!taken) refused = taken.error();
        return taken;
      });
  if (refused) return tl::unexpected(*refused);
  if (ending.kind != sandbox::Ending::Kind::finished) {
    return fail(
        ending.kind == sandbox::Ending::Kind::refused ? ErrorCode::unsupported : ErrorCode::corrupt,
        ending.detail);
  }
  if (told) return tl::unexpected(*told);
  return {};
}

}  // namespace

Result<void> read_bytes(const unpack::Source& source, const Locator& locator,
                        const unpack::Limits& limits, const Isolation& isolation,
                        const std::function<Result<void>(Bytes)>& take) {
  return run(
      source, isolation,
      [&](sandbox::Outlet& out) -> Result<void> {
        const auto replayed = TRY(unpack::replay(source, locator, limits));
        send_bytes(out, replayed.held.bytes());
        if (replayed.incomplete) return tl::unexpected(*replayed.incomplete);
        return {};
      },
      [&](std::uint8_t type, Bytes body) -> Result<void> {
        if (type != message_bytes) return fail(ErrorCode::corrupt, "a message out of turn");
        return take(body);
      });
}

Result<std::string> read_and_tell(const unpack::Source& source, const Locator& locator,
                                  const unpack::Limits& limits, const Isolation& isolation,
                                  const std::function<Result<std::string>(Bytes)>& tell) {
  std::string told;
  const auto done = run(
      source, isolation,
      [&](sandbox::Outlet& out) -> Result<void> {
        const auto replayed = TRY(unpack::replay(source, locator, limits));
        send_bytes(out, as_bytes(TRY(tell(replayed.held.bytes()))));
        return {};
      },
      [&](std::uint8_t type, Bytes body) -> Result<void> {
        if (type != message_bytes) return fail(ErrorCode::corrupt, "a message out of turn");
        told += as_text(body);
        return {};
      });
  if (!done) return tl::unexpected(done.error());
  return told;
}

Result<void> read_members(const unpack::Source& source, const Locator& locator,
                          const unpack::Limits& limits, const Isolation& isolation,
                          const MemberTaker& taker) {
  NodeId count = 0;
  std::optional<Node> current;
  std::uint64_t left = 0;  // bytes of `current` that are still to come
  return run(
      source, isolation,
      [&](sandbox::Outlet& out) {
        return unpack::replay_members(source, locator, limits,
                                      [&](const unpack::ReplayedMember& replayed) -> Result<void> {
                                        Buffer node;
                                        append(node, node_of(replayed, ++count));
                                        send(out, message_member, node);
                                        send_bytes(out, replayed.bytes.bytes());
                                        if (replayed.incomplete)
                                          send_error(out, message_failed, *replayed.incomplete);
                                        return {};
                                      });
      },
      [&](std::uint8_t type, Bytes body) -> Result<void> {
        if (type == message_member && left == 0) {
          current = TRY(read_node(body));
          left = current->size;
          return taker.begin(*current);
        }
        if (type == message_bytes && current && body.size() <= left) {
          left -= body.size();
          return taker.bytes(body);
        }
        if (type == message_failed && current && left == 0)
          return taker.failed(*current, TRY(read_error(body)));
        return fail(ErrorCode::corrupt, "a message out of turn");
      });
}

}  // namespace assay::pipeline
