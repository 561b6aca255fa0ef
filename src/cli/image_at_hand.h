// The image that belongs to a case file, found on this machine and held against the case.
#pragma once

#include <memory>
#include <string>

#include "cli/arguments.h"
#include "cli/case_view.h"
#include "cli/exit_code.h"
#include "cli/explain_screen.h"
#include "model/locator.h"
#include "pipeline/isolated.h"
#include "unpack/source.h"

namespace assay::cli {

struct ImageAtHand {
  std::string path;                              // empty: there is none
  std::shared_ptr<const unpack::Source> source;  // null: there is none
};

constexpr Option image_option = {
    .name = "image",
    .letter = 'i',
    .kind = ValueKind::path,
    .value = "FILE",
    .help =
        "the image; without it, a file of the image's name beside the case file or in the "
        "current directory is taken",
};

// Opens an image. Errors: unreadable.
tl::expected<ImageAtHand, Failure> open_image(const std::string& path);

// The file `given`, or, where that is empty, one of the image's name beside the case file or in the
// current directory; nothing where there is none. Its SHA-256 is that of the case. Errors:
// unreadable, where `given` cannot be opened or is another image.
tl::expected<ImageAtHand, Failure> find_image(const CaseView& view, const std::string& case_file,
                                              std::string_view given);

// The bytes of a locator, at most `size_max`; a longer run is cut there. Errors: as
// pipeline::read_bytes.
Result<Buffer> bytes_of(const unpack::Source& source, const Locator& locator, std::size_t size_max,
                        const pipeline::Isolation& isolation);

// The image for an explanation; it must outlive what is given back.
ExplainSource explain_source(const ImageAtHand& image, const pipeline::Isolation& isolation);

}  // namespace assay::cli
