// Any bytes as code of any architecture, which the first byte chooses. Decoding goes on to the end,
// one instruction at a time and all in turn alike, and nothing that is told lies outside its range.
#include <cstdlib>
#include <vector>

#include "base/bytes.h"
#include "code/decoder.h"

namespace {

using namespace assay;
using namespace assay::code;

void check(const Decoder& decoder, const Instruction& each) {
  if (each.length > 16 || each.length % decoder.alignment != 0) std::abort();
  for (const Register r : {each.dest, each.a, each.b})
    if (r != no_register && r >= 64) std::abort();
  if (each.op >= Op(op_count)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto decoders = all_decoders();
  const Decoder& decoder = *decoders[data[0] % decoders.size()];
  const Bytes input(data + 1, size - 1);
  std::vector<Instruction> all(input.size());
  const std::size_t count = decoder.decode_all(input, 0x10000, all);
  std::size_t at = 0;
  for (std::size_t i = 0; i < count; i++) {
    check(decoder, all[i]);
    Instruction again;
    decoder.decode(input.subspan(at), 0x10000 + at, again);
    if (again.length != all[i].length) std::abort();
    at += again.length;
  }
  if (input.size() - at >= 16) std::abort();  // nothing stops before the end
  return 0;
}
