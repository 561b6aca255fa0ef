// The name of a board at the end of images for routers built by Cameo (D-Link DIR-615, TRENDnet
// TEW-632BRP): 24 characters such as "AP81-AR9130-RT-070614-00", that is reference design, chip,
// RT, date and variant. The router's update page compares them with its own.
//
// Source: OpenWrt, target/linux/ar71xx/image (cameo images); the image of TEW-632BRP 1.10b32.
#include <fmt/core.h>

#include "unpack/handler.h"

namespace assay::unpack {
namespace {

// 9: a digit; others stand for themselves.
constexpr std::string_view pattern = "AP99-AR9999-RT-999999-99";

Result<Probe> probe(const Candidate& candidate) {
  const std::string_view name = as_text(TRY(slice(candidate.tail(), {0, pattern.size()})));
  for (std::size_t i = 0; i < name.size(); i++) {
    const bool digit = name[i] >= '0' && name[i] <= '9';
    if (pattern[i] == '9' ? !digit : name[i] != pattern[i])
      return fail(ErrorCode::corrupt, "no name of a board");
  }
  // Programs contain such names too; at the end of an image it is what the update page reads.
  if (candidate.tail().size() != pattern.size()) return fail(ErrorCode::corrupt, "not at the end");
  Probe probe;
  probe.size = pattern.size();
  probe.confidence = Confidence::consistent;
  probe.title = fmt::format("name of the board, {}", name);
  probe.header = {{"board_id", std::string(name)}};
  return probe;
}

Result<void> expand(Bytes chunk, const Probe&, Sink& sink) {
  sink.claim({0, chunk.size()}, "board id");
  return {};
}

constexpr Magic magics[] = {{"41 50 ?? ?? 2d 41 52 ?? ?? ?? ?? 2d 52 54 2d"}};

}  // namespace

extern const Handler cameo_board = {
    .id = "cameo_board",
    .title = "name of a Cameo board at an image's end",
    .source = "OpenWrt, target/linux/ar71xx/image",
    .magics = magics,
    .recheck = "tail -c 24 {input}",
    .probe = probe,
    .expand = expand,
};

}  // namespace assay::unpack
