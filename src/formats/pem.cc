// PEM blocks:
//
//   -----BEGIN LABEL-----
//   Proc-Type: 4,ENCRYPTED             headers, only in the older form of encrypted keys;
//   DEK-Info: AES-128-CBC,<IV>         an empty line ends them
//
//   base 64
//   -----END LABEL-----
//
// In a string of a program or of JSON the line ends are written "\n". The search goes from dashes
// to dashes, and so passes over every byte once however many BEGIN lines there are.
//
// Source: RFC 7468; RFC 1421 4.4 and 4.6.1 for the headers.
#include "formats/pem.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/quote.h"
#include "formats/base64.h"
#include "formats/lines.h"

namespace assay::formats {
namespace {

constexpr std::string_view dashes = "-----";
constexpr std::string_view begin_mark = "-----BEGIN ";
constexpr std::string_view end_mark = "-----END ";

// The label behind a mark, up to its dashes; empty where none is there.
std::string_view label_at(std::string_view text) {
  const std::string_view window = text.substr(0, pem_label_size_max + dashes.size());
  const std::size_t end = window.find(dashes);
  if (end == std::string_view::npos) return {};
  const std::string_view label = window.substr(0, end);
  const bool printable = std::ranges::all_of(label, [](char c) { return c >= ' ' && c < 0x7f; });
  return printable ? label : std::string_view();
}

// `body` with line ends that were written as escapes turned into line ends.
std::string without_escapes(std::string_view body) {
  std::string plain;
  plain.reserve(body.size());
  for (std::size_t i = 0; i < body.size(); i++) {
    const char next = i + 1 < body.size() ? body[i + 1] : '\0';
    if (body[i] != '\\') {
      plain += body[i];
    } else if (next == 'n' || next == 'r') {
      plain += next == 'n' ? "\n" : "";
      i++;
    }
  }
  return plain;
}

// Reads the headers of `body` into `block` and takes them off.
void take_headers(std::string_view& body, PemBlock& block) {
  std::string_view rest = body;
  rest.remove_prefix(std::min(rest.find_first_not_of("\r\n\" \t"), rest.size()));
  if (rest.substr(0, rest.find('\n')).find(':') == std::string_view::npos) return;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = trim(rest.substr(0, end));
    while (line.starts_with('"') || line.ends_with('"'))
      line = line.starts_with('"') ? line.substr(1) : line.substr(0, line.size() - 1);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty()) break;
    if (line.starts_with("Proc-Type:") && line.find("ENCRYPTED") != std::string_view::npos)
      block.encrypted = true;
    if (line.starts_with("DEK-Info:")) block.cipher = trim(line.substr(9, line.find(',') - 9));
  }
  body = rest;
}

Result<PemBlock> decode_block(std::string_view label, std::string_view body, Range range) {
  if (body.size() > pem_body_size_max) {
    return fail(ErrorCode::limit,
                fmt::format("a PEM block of {} bytes, {} at most", body.size(), pem_body_size_max));
  }
  PemBlock block;
  block.label = label;
  block.range = range;
  const std::string plain = without_escapes(body);
  std::string_view rest = plain;
  take_headers(rest, block);
  block.der = TRY(decode_base64(rest));
  if (block.der.empty()) return fail(ErrorCode::truncated, "a PEM block without a body");
  if (label == "ENCRYPTED PRIVATE KEY") block.encrypted = true;
  return block;
}

// Whether base 64 stands on the line behind a BEGIN line: programs that read PEM have such lines
// alone, or with a format behind them.
bool has_body(std::string_view rest) {
  constexpr std::size_t characters_min = 40;
  rest.remove_prefix(std::min(rest.find_first_not_of("\r\n"), rest.size()));
  return rest.size() >= characters_min &&
         std::ranges::all_of(rest.substr(0, characters_min), is_base64_digit);
}

}  // namespace

PemBlocks find_pem_blocks(Bytes bytes) {
  PemBlocks found;
  const std::string_view text = as_text(bytes);
  std::size_t at = text.find(begin_mark);
  while (at != std::string_view::npos) {
    const std::string_view label = label_at(text.substr(at + begin_mark.size()));
    const std::size_t body = at + begin_mark.size() + label.size() + dashes.size();
    const std::size_t next =
        label.empty() ? at + begin_mark.size() : std::min(text.find(dashes, body), text.size());
    const std::string_view rest = text.substr(next);
    const bool ends = !label.empty() && rest.starts_with(end_mark) &&
                      rest.substr(end_mark.size()).starts_with(label) &&
                      rest.substr(end_mark.size() + label.size()).starts_with(dashes);
    if (!ends) {
      if (!label.empty() && has_body(text.substr(body, next - body)))
        found.problems.push_back(
            {{ErrorCode::truncated, fmt::format("a PEM block of {} has no end", quote(label, 64))},
             {at, next - at}});
      at = text.find(begin_mark, next);
      continue;
    }
    if (found.blocks.size() + found.problems.size() == pem_blocks_max) {
      found.problems.push_back(
          {{ErrorCode::limit, fmt::format("only {} PEM blocks are read", pem_blocks_max)},
           {at, text.size() - at}});
      break;
    }
    const std::size_t end = next + end_mark.size() + label.size() + dashes.size();
    const Range range{at, end - at};
    if (auto block = decode_block(label, text.substr(body, next - body), range)) {
      found.blocks.push_back(*std::move(block));
    } else {
      found.problems.push_back({block.error(), range});
    }
    at = text.find(begin_mark, end);
  }
  return found;
}

}  // namespace assay::formats
