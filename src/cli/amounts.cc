#include "cli/amounts.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace assay::cli {

std::optional<std::uint64_t> parse_count(std::string_view text) {
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || error != std::errc{} || stop != end) return {};
  return value;
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto value = parse_count(text.substr(0, digits));
  std::string unit;
  for (const char c : text.substr(digits)) unit += static_cast<char>(c & ~0x20);
  for (const std::string_view ending : {"IB", "B"})
    if (unit.size() >= ending.size() && unit.ends_with(ending))
      unit.erase(unit.size() - ending.size());
  const std::size_t step = unit.empty() ? 0 : std::string_view("KMGT").find(unit) + 1;
  if (!value || unit.size() > 1 || step > 4 || (!unit.empty() && step == 0)) return {};
  const std::uint64_t most = ~std::uint64_t{0} >> (10 * step);
  if (*value > most) return {};
  return *value << (10 * step);
}

std::string size_text(std::uint64_t bytes) {
  constexpr std::string_view units[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  std::size_t step = 0;
  while (step < 6 && bytes >> (10 * (step + 1)) != 0) step++;
  if (step == 0) return fmt::format("{} B", bytes);
  const std::uint64_t whole = bytes >> (10 * step);
  const std::uint64_t rest = bytes >> (10 * (step - 1)) & 1023U;
  if (whole >= 100) return fmt::format("{} {}", whole, units[step]);
  return fmt::format("{}.{} {}", whole, rest * 10 / 1024, units[step]);
}

std::string count_text(std::uint64_t count) {
  const std::string digits = std::to_string(count);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); i++) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

std::string things(std::uint64_t count, std::string_view one, std::string_view plural) {
  if (count == 1) return fmt::format("1 {}", one);
  if (!plural.empty()) return fmt::format("{} {}", count_text(count), plural);
  return fmt::format("{} {}s", count_text(count), one);
}

std::string percent_text(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "-";
  if (part == 0) return "0 %";
  if (part >= whole) return "100 %";
  while (whole > UINT64_MAX / 1000) {
    whole /= 2;
    part /= 2;
  }
  const std::uint64_t tenths = std::min<std::uint64_t>(part * 1000 / whole, 999);
  if (tenths == 0) return "<0.1 %";
  return fmt::format("{}.{} %", tenths / 10, tenths % 10);
}

std::string duration_text(std::uint64_t seconds) {
  if (seconds < 90) return fmt::format("{} s", seconds);
  const std::uint64_t minutes = (seconds + 30) / 60;
  if (minutes < 90) return fmt::format("{} min", minutes);
  return fmt::format("{} h {:02} min", minutes / 60, minutes % 60);
}

}  // namespace assay::cli
