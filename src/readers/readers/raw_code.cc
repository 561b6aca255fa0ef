// For which processor bytes are that no format explains, and at which address they run: boot
// loaders, decompressed kernels, images of small operating systems. Both by votes, with their
// counts, so that anyone can count again.
//
// Source: code/raw_code.h; docs/decisions/0024-raw-code-by-votes.md.
#include "code/raw_code.h"

#include "readers/reader.h"

namespace assay::readers {
namespace {

void read_raw(Bytes bytes, const code::RawCode& code, Reading& out) {
  const code::RawProcessor& processor = code.processor;
  std::uint64_t code_bytes = 0;
  for (const Range& range : code.parts.code) code_bytes += range.size;
  Fact fact("raw_code", {0, bytes.size()}, "votes of instructions and of pointers");
  fact.set("processor", processor.decoder->name)
      .set("byte_order", processor.decoder->order == ByteOrder::big ? "big" : "little")
      .set("phase", processor.phase)
      .set("sampled_bytes", processor.sampled)
      .set("calls", processor.calls)
      .set("calls_to_start", processor.calls_to_start)
      .set("returns", processor.returns)
      .set("returns_before_start", processor.returns_before_start)
      .set("code_bytes", code_bytes);
  if (processor.runner_up != nullptr)
    fact.set("next_processor", processor.runner_up->name)
        .set("next_processor_votes", processor.runner_up_votes);
  if (code.base) {
    fact.set("base", code.base->address)
        .set("pointers", code.base->pointers)
        .set("text_votes", code.base->text_votes)
        .set("inside_texts", code.base->inside_texts)
        .set("start_votes", code.base->start_votes)
        .set("call_votes", code.base->call_votes);
    if (code.base->runner_up)
      fact.set("next_base", *code.base->runner_up)
          .set("next_base_votes", code.base->runner_up_votes);
  }
  out.facts.push_back(std::move(fact));
}

}  // namespace

extern const Reader raw_code = {
    .id = "raw_code",
    .title = "Processor and address of machine code without headers",
    .source = "the decoders' manuals; code/raw_code.h",
    .read_raw = read_raw,
};

}  // namespace assay::readers
