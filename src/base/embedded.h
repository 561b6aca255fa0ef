// EmbeddedFile: a text file that the program carries in itself (cmake/embed.cmake).
#pragma once

#include <string_view>

namespace assay {

struct EmbeddedFile {
  std::string_view path;  // '/'-separated, from the folder that was embedded
  std::string_view text;
};

}  // namespace assay
