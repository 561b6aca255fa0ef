// Image strip: the image as one bar, coloured by what each region is, with entropy over it and pins
// where findings are. SVG, no script.
#pragma once

#include <string>
#include <vector>

#include "model/finding.h"
#include "model/image_chunk.h"
#include "model/image_map.h"

namespace assay::report {

struct Pin {
  std::uint64_t offset = 0;  // in the image
  Severity severity = Severity::info;
  std::string target;  // the element of the page that it leads to
  std::string title;   // for people; escaped here
};

// An <svg> element. `size` is the image's, at least 1.
std::string image_strip(std::uint64_t size, const std::vector<MapPiece>& pieces,
                        const std::vector<ImageChunk>& chunks, const std::vector<Pin>& pins);

// Where each node's bytes stand in the image: the first byte of the node itself, or of the
// innermost container around it that is a plain run of the image's bytes.
std::vector<std::uint64_t> image_offsets(const std::vector<Node>& nodes);

}  // namespace assay::report
