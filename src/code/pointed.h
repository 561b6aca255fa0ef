// Pointed: what is known of the memory behind a pointer at one place of the code: words and bytes
// that were stored there, or that the file has.
#pragma once

#include "code/analysis.h"

namespace assay::code {

class Pointed {
 public:
  // `state` is that of the place, `stores` those of the whole function; `initial`: what the file
  // has at first counts, though the program may change it.
  Pointed(const Program& program, const State& state, std::span<const Store> stores,
          const Value& base, bool initial = false)
      : program_(program), state_(state), stores_(stores), base_(base), initial_(initial) {}

  // `size` bytes (1, 2, 4, 8) from `offset` on, in the program's byte order. On the stack what the
  // state knows; elsewhere what the file has, or, as nothing tells when a store comes to pass, the
  // one number but 0 that the function's stores put there.
  Value word(std::int64_t offset, unsigned size) const;
  // As a number alone.
  std::optional<std::uint64_t> number(std::int64_t offset, unsigned size) const;
  // Characters to a NUL; nothing where one of `size_max` is not known.
  std::optional<std::string> text(std::int64_t offset, std::size_t size_max) const;
  // The last store by address of which bytes from `offset` on are; nullptr where none is seen.
  const Store* store(std::int64_t offset, unsigned size) const;

 private:
  std::optional<std::int64_t> distance(const Store& store) const;
  std::optional<std::uint64_t> part(const Store& store, std::int64_t offset, unsigned size) const;
  Value stored(std::int64_t offset, unsigned size) const;

  const Program& program_;
  const State& state_;
  std::span<const Store> stores_;
  Value base_;
  bool initial_;
};

}  // namespace assay::code
