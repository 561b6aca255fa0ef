# Writes OUT, a C++ source with the texts of FILES ("a|b") in FOLDER; run by cmake/embed.cmake.
string(REPLACE "|" ";" files "${FILES}")
set(text "// Written by cmake/embed.cmake.
#include <array>
#include <span>
#include <string_view>

#include \"base/embedded.h\"
namespace ${NAMESPACE} {
std::span<const assay::EmbeddedFile> ${FUNCTION}();
std::span<const assay::EmbeddedFile> ${FUNCTION}() {
  using namespace std::string_view_literals;
  static constexpr auto all = std::to_array<assay::EmbeddedFile>({
")
foreach(file IN LISTS files)
  file(READ "${FOLDER}/${file}" content)
  string(APPEND text "{R\"~embed~(${file})~embed~\", R\"~embed~(${content})~embed~\"sv},\n")
endforeach()
string(APPEND text "});
  return all;
}
}  // namespace ${NAMESPACE}
")
file(WRITE "${OUT}" "${text}")
