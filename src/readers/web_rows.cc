#include "readers/web_rows.h"

#include <algorithm>

#include "base/byte_block.h"
#include "readers/path.h"
#include "readers/web_place.h"

namespace assay::readers {
namespace {

// A name as forms and queries have them: no markup, no code.
bool is_parameter_name(std::string_view name) {
  return !name.empty() && name.size() <= 128 && std::ranges::all_of(name, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("_-.:[]@$!~*").find(c) != std::string_view::npos;
  });
}

}  // namespace

Fact* WebRows::add(std::string_view table, Range range) {
  if (range.size == 0) return nullptr;
  if (count_ >= web_rows_max) {
    if (count_++ == web_rows_max)
      out_.problems.push_back(
          {"read", ErrorCode::limit, "more than 8192 names of the web side in one file", range});
    return nullptr;
  }
  count_++;
  out_.facts.emplace_back(table, range, method_);
  return &out_.facts.back();
}

void WebRows::route(Range range, std::string_view link, std::string_view how,
                    std::string_view handler) {
  if (link.size() > web_text_size_max) return;
  const std::string_view path = path_of_link(link);
  const std::string_view base = base_of(path);
  if (!path.empty() && path != "/" && path != "." &&
      is_new("r" + std::string(how) + " " + std::string(path))) {
    if (Fact* fact = add("web_route", range)) {
      fact->set("route", path).set("base", base).set("how", how);
      if (!handler.empty()) fact->set("handler", handler);
      fact->set("line", line_at(range.offset));
    }
  }
  query(range, query_of_link(link), base);
}

void WebRows::parameter(Range range, std::string_view name, std::string_view kind,
                        std::string_view target, std::string_view value) {
  if (!is_parameter_name(name) || value.size() > web_text_size_max) return;
  if (!is_new("p" + std::string(kind) + " " + std::string(name) + " " + std::string(target)))
    return;
  Fact* fact = add("web_parameter", range);
  if (fact == nullptr) return;
  fact->set("name", name).set("kind", kind);
  if (!target.empty()) fact->set("target", target);
  if (!value.empty()) fact->set("value", value);
}

void WebRows::secret(Range range, std::string_view kind, std::string_view name,
                     std::string_view value, std::string_view holder, std::string_view call) {
  if (!is_new("s" + std::to_string(range.offset))) return;
  Fact* fact = add("secret", range);
  if (fact == nullptr) return;
  fact->set("kind", kind).set("name", name).set("value", value).set("holder", holder);
  if (!call.empty()) fact->set("call", call);
  fact->set("line", line_at(range.offset));
}

std::int64_t WebRows::line_at(std::uint64_t offset) {
  if (line_ends_.empty()) {
    const std::string_view text = as_text(bytes_);
    each_place(text, '\n', [&](std::size_t at) {
      line_ends_.push_back(at);
      return true;
    });
    line_ends_.push_back(text.size());
  }
  return std::ranges::lower_bound(line_ends_, offset) - line_ends_.begin() + 1;
}

void WebRows::query(Range range, std::string_view query, std::string_view target) {
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.starts_with("amp;")) pair.remove_prefix(4);
    const std::size_t sign = pair.find('=');
    if (sign == pair.npos) continue;
    parameter(range, pair.substr(0, sign), "query", target, pair.substr(sign + 1));
  }
}

}  // namespace assay::readers
