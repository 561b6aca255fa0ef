// Amounts: numbers as a person types them and as a person reads them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace assay::cli {

// A whole number in decimal digits. Nothing: anything else, or more than 64 bits.
std::optional<std::uint64_t> parse_count(std::string_view text);

// Bytes: digits, then nothing or one of K M G T (steps of 1024; "KiB" and "kb" are taken too).
std::optional<std::uint64_t> parse_size(std::string_view text);

// "612 B", "7.3 MiB": at most one decimal, cut, never rounded up.
std::string size_text(std::uint64_t bytes);

// "7,654,321"
std::string count_text(std::uint64_t count);

// "one file", "2 files": `count` of a thing whose plural takes an s, or is `plural`.
std::string things(std::uint64_t count, std::string_view one, std::string_view plural = {});

// "42.3 %". A share that is neither none nor all never reads as 0.0 or 100.0: "<0.1 %", "99.9 %".
std::string percent_text(std::uint64_t part, std::uint64_t whole);

// "8 s", "3 min", "2 h 05 min"
std::string duration_text(std::uint64_t seconds);

}  // namespace assay::cli
