#include "report/pictures/image_strip.h"

#include <fmt/core.h>

#include <algorithm>

#include "report/html_text.h"

namespace assay::report {
namespace {

constexpr double width = 1200;
constexpr double pins_height = 26;
constexpr double entropy_height = 60;
constexpr double strip_height = 46;
constexpr double strip_top = pins_height + entropy_height + 6;

double x_of(std::uint64_t offset, std::uint64_t size) {
  return width * static_cast<double>(offset) / static_cast<double>(size);
}

// One colour for headers and tables, one for stored members, so that structure shows.
std::string_view paint(const MapPiece& piece) {
  switch (piece.kind) {
    case RegionKind::padding:
      return "padding";
    case RegionKind::encrypted:
      return "encrypted";
    case RegionKind::unknown:
      return "unknown";
    case RegionKind::known:
      break;
  }
  return piece.label == "member data" ? "data" : "known";
}

std::string bar(std::uint64_t size, const std::vector<MapPiece>& pieces) {
  std::string svg;
  for (std::size_t i = 0; i < pieces.size();) {
    const double left = x_of(pieces[i].range.offset, size);
    // Pieces narrower than a column share one, in the colour of the largest.
    std::size_t last = i + 1;
    std::size_t largest = i;
    while (last < pieces.size() && x_of(pieces[last].range.end(), size) - left < 1) {
      if (pieces[last].range.size > pieces[largest].range.size) largest = last;
      last++;
    }
    const MapPiece& piece = pieces[largest];
    const double right = x_of(pieces[last - 1].range.end(), size);
    svg += fmt::format(
        "<rect class=\"{}\" x=\"{:.2f}\" y=\"{:.0f}\" width=\"{:.2f}\" height=\"{:.0f}\"><title>"
        "[{:#x}:{:#x}] {}{}{}</title></rect>\n",
        paint(piece), left, strip_top, std::max(right - left, 0.2), strip_height,
        piece.range.offset, piece.range.size, region_kind_names[static_cast<int>(piece.kind)],
        piece.label.empty() ? "" : ": ", html(piece.label));
    i = last;
  }
  return svg;
}

std::string entropy_line(std::uint64_t size, const std::vector<ImageChunk>& chunks) {
  if (chunks.empty()) return {};
  // One point for each column at most: the mean of the chunks in it.
  const std::size_t step =
      std::max<std::size_t>(1, chunks.size() / static_cast<std::size_t>(width));
  std::string points;
  for (std::size_t i = 0; i < chunks.size(); i += step) {
    const std::size_t end = std::min(chunks.size(), i + step);
    double sum = 0;
    for (std::size_t k = i; k < end; k++) sum += chunks[k].entropy_mbit;
    const double y = pins_height + entropy_height * (1 - sum / static_cast<double>(end - i) / 8000);
    points += fmt::format("{:.1f},{:.1f} {:.1f},{:.1f} ", x_of(chunks[i].range.offset, size), y,
                          x_of(chunks[end - 1].range.end(), size), y);
  }
  return fmt::format(
      "<line class=\"rule\" x1=\"0\" x2=\"{0:.0f}\" y1=\"{1:.0f}\" y2=\"{1:.0f}\"/>"
      "<line class=\"rule\" x1=\"0\" x2=\"{0:.0f}\" y1=\"{2:.0f}\" y2=\"{2:.0f}\"/>"
      "<polyline class=\"entropy\" points=\"{3}\"/>\n",
      width, pins_height, pins_height + entropy_height, points);
}

}  // namespace

std::string image_strip(std::uint64_t size, const std::vector<MapPiece>& pieces,
                        const std::vector<ImageChunk>& chunks, const std::vector<Pin>& pins) {
  ASSAY_ASSERT(size > 0);
  const double height = strip_top + strip_height + 18;
  std::string svg = fmt::format(
      "<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"map of the image's bytes\">\n",
      width, height);
  svg += bar(size, pieces) + entropy_line(size, chunks);
  for (const Pin& pin : pins) {
    const double x = std::clamp(x_of(pin.offset, size), 5.0, width - 5);
    svg += fmt::format(
        "<a href=\"#{0}\"><path class=\"pin {1}\" d=\"M{2:.1f} {3:.0f}l-5 -14h10z\"/>"
        "<title>{4}</title></a>\n",
        html(pin.target), severity_names[static_cast<int>(pin.severity)], x, strip_top - 1,
        html(pin.title));
  }
  for (int tick = 0; tick <= 4; tick++) {
    const auto offset = size / 4 * static_cast<std::uint64_t>(tick);
    svg += fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"{}\">{:#x}</text>\n",
                       x_of(offset, size), height - 4,
                       tick == 0   ? "start"
                       : tick == 4 ? "end"
                                   : "middle",
                       offset);
  }
  return svg + "</svg>\n";
}

std::vector<std::uint64_t> image_offsets(const std::vector<Node>& nodes) {
  std::vector<std::uint64_t> offsets(nodes.size(), 0);
  std::vector<bool> plain(nodes.size(), false);  // stands in the image as it is
  for (const Node& node : nodes) {
    if (node.parent == no_node) {
      plain[node.id] = true;
      continue;
    }
    const bool in_place = plain[node.parent] && node.range.size > 0;
    plain[node.id] = in_place;
    offsets[node.id] = offsets[node.parent] + (in_place ? node.range.offset : 0);
  }
  return offsets;
}

}  // namespace assay::report
