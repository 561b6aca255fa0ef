// Prints what a decoder makes of the instructions of a file: each line of the standard input gives
// the offset and the address of one, in hexadecimal; each line of the output its length and text.
// usage: decode_lines ARCHITECTURE FILE
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "code/decoder.h"
#include "code/thumb.h"

int main(int argc, char** argv) {
  using namespace assay;
  if (argc != 3) return 2;
  const code::Decoder* decoder = nullptr;
  for (const code::Decoder* each : code::all_decoders())
    if (each->name == argv[1]) decoder = each;
  if (decoder == nullptr) return 2;
  std::ifstream input(argv[2], std::ios::binary);
  const std::string file((std::istreambuf_iterator<char>(input)), {});
  code::ThumbConditions conditions;
  char* line = nullptr;
  std::size_t capacity = 0;
  while (getline(&line, &capacity, stdin) > 0) {
    char* rest = nullptr;
    const std::uint64_t offset = std::strtoull(line, &rest, 16);
    const std::uint64_t address = std::strtoull(rest, nullptr, 16);
    const auto bytes = slice_from(as_bytes(file), offset);
    code::Instruction out;
    if (bytes) decoder->decode(*bytes, address, out);
    if (decoder->architecture == code::Architecture::thumb) conditions.apply(out);
    std::printf("%u %s\n", out.length, to_text(out).c_str());
  }
  free(line);
  return 0;
}
