// What a leaf file is, by its first bytes and a sample of the rest.
#pragma once

#include "formats/stated.h"

namespace assay::formats {

struct FileType {
  // A short, stable word: "empty", "elf", "script", "html", "png", "text", "data" ...
  std::string_view kind;
  // Of a script: the program of its "#!" line, with arguments. Else empty.
  Text interpreter;
};

// Looks at the first 4 KiB, a few bytes further on that formats need, and three samples of 1 KiB.
// `name`, which may be empty, only tells texts apart that look alike ("x.js", "x.css").
FileType file_type(Bytes bytes, std::string_view name);

}  // namespace assay::formats
