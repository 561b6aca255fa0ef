// StartMap: where the functions of a program were found to begin, in order of address.
#pragma once

#include <vector>

#include "code/place_set.h"
#include "code/program.h"

namespace assay::code {

class StartMap {
 public:
  // Memory: about three bits for each place in the code where an instruction may stand.
  explicit StartMap(const Program& program);

  // `address` is a place for an instruction. Gives false where a function is known to begin there,
  // or nothing is code. A piece ends no other function.
  bool add(std::uint64_t address, const Decoder* decoder, bool piece);
  std::size_t size() const { return starts_.size(); }
  bool contains(std::uint64_t address) const { return find(address) != nullptr; }
  // Of a function that begins there; nullptr where none does.
  const Decoder* decoder(std::uint64_t address) const;

  static constexpr std::uint64_t none = UINT64_MAX;
  // The first at `address` or behind it: of all, or of those that are no pieces.
  std::uint64_t next(std::uint64_t address) const { return next(address, all_); }
  std::uint64_t next_whole(std::uint64_t address) const { return next(address, whole_); }
  // The last that is no piece, at `address` or before it.
  std::uint64_t last_whole(std::uint64_t address) const;

  // Past the last byte that a function reaches; 0 where that was not told, or none begins there.
  std::uint64_t end(std::uint64_t address) const;
  void set_end(std::uint64_t address, std::uint64_t end);

 private:
  struct Start {
    std::uint64_t address = 0;
    std::uint64_t end = 0;
    const Decoder* decoder = nullptr;
    std::uint32_t other = 0;  // near it: its place in starts_ plus 1; 0: there is none
  };
  struct Stretch {             // of code
    std::uint64_t first = 0;   // its address, in units
    std::uint64_t count = 0;   // of its places
    std::uint64_t before = 0;  // places of the stretches before it
  };
  static std::vector<Stretch> stretches_of(const Program& program, unsigned shift);
  std::uint64_t places() const {  // of all stretches
    return stretches_.empty() ? 0 : stretches_.back().before + stretches_.back().count;
  }
  const Stretch* last_before(std::uint64_t unit) const;
  std::optional<std::uint64_t> place_of(std::uint64_t address) const;
  std::uint64_t address_of(std::uint64_t place) const;
  std::uint64_t next(std::uint64_t address, const PlaceSet& of) const;
  const Start* find(std::uint64_t address) const;

  unsigned unit_shift_;             // bytes from one place to the next are 1 << this, up to 2
  std::vector<Stretch> stretches_;  // by address
  PlaceSet all_;
  PlaceSet whole_;
  std::vector<Start> starts_;        // as they were added
  std::vector<std::uint32_t> near_;  // of each 64 places, the one that was added last: as `other`
};

}  // namespace assay::code
