// Result<T>: a value, or the reason there is none. The only way a function here says "bad input".
//
// Three kinds of failure, three tools, never mixed:
//   bad bytes       (the image lies or is cut short)   -> return Result<T>
//   broken machine  (disk full, no memory, lost DB)    -> throw, caught once per task and in main
//   broken code     (our own invariant does not hold)  -> ASSAY_ASSERT, aborts in every build
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace assay {

// Why there is no value. The numbers are kept in case files: never reorder them.
enum class ErrorCode : std::uint8_t {
  truncated,    // the bytes end before the structure does
  corrupt,      // a field or checksum contradicts the format's own rules
  unsupported,  // valid, but a version or option we do not read
  encrypted,    // valid, but unreadable without a key
  limit,        // valid so far, but past a limit of ours (depth, size, count, time)
};

constexpr std::string_view error_code_names[] = {"truncated", "corrupt", "unsupported", "encrypted",
                                                 "limit"};

inline std::string_view to_string(ErrorCode code) {
  return error_code_names[static_cast<std::size_t>(code)];
}

struct Error {
  ErrorCode code = ErrorCode::corrupt;
  std::string detail;  // one sentence with the numbers in it, no full stop
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string detail) {
  return tl::unexpected<Error>(Error{code, std::move(detail)});
}

namespace detail {
template <class T>
T unwrap(Result<T>&& result) {
  return *std::move(result);
}
inline void unwrap(Result<void>&&) {}

[[noreturn]] void assertion_failed(const char* expression, const char* file, int line);
}  // namespace detail

}  // namespace assay

// Unwraps a Result, or returns its error from the enclosing function. Needs the statement
// expressions of g++ and clang.
#define TRY(expression)                                                    \
  __extension__({                                                          \
    auto try_result = (expression);                                        \
    if (!try_result) return tl::unexpected(std::move(try_result).error()); \
    ::assay::detail::unwrap(std::move(try_result));                        \
  })

// Stops the program, in every build, where our own code is wrong. Never for bad input.
#define ASSAY_ASSERT(expression) \
  ((expression) ? void() : ::assay::detail::assertion_failed(#expression, __FILE__, __LINE__))
