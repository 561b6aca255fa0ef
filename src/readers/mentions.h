// Mentions: which names stand anywhere in an image, so that a file whose name stands nowhere can be
// told.
//
// Every run of the characters that names are made of is hashed into a set of bits. The set has no
// removal and no order, so any number of threads gives the same; where two names share their bits,
// one that nothing mentions is taken for mentioned, never the other way round.
#pragma once

#include <atomic>
#include <string_view>

#include "base/bytes.h"
#include "model/node.h"

namespace assay::readers {

class Mentions {
 public:
  // For an image of so many bytes: a larger one has more names to keep apart. Throws bad_alloc.
  explicit Mentions(std::uint64_t image_size);
  ~Mentions();
  Mentions(const Mentions&) = delete;
  Mentions& operator=(const Mentions&) = delete;

  // Notes the names in `bytes`, but for `own`: a file that names itself shows nothing. From any
  // thread. Linear.
  void note(Bytes bytes, std::string_view own);

  // As note(), of bytes that no format explains: what is as random as only packed and encrypted
  // bytes are is passed over.
  void note_unknown(Bytes bytes);

  // Whether a name was noted. Names of fewer than name_size_min bytes count as noted.
  bool has(std::string_view name) const;

  static constexpr std::size_t name_size_min = 3;
  static constexpr std::size_t name_size_max = 128;

 private:
  std::atomic<std::uint64_t>& word_of(std::uint64_t hash) const {
    return bits_[hash >> (64 - words_log2_)];
  }
  void set(std::uint64_t hash);
  struct Recent;
  Recent& recent();

  unsigned words_log2_;
  void* mapping_;  // of pages that come as they are written
  std::atomic<std::uint64_t>* bits_;
  std::uint64_t number_;  // no other set of this process had it
};

// Whether a content of this type (formats/file_type.h) can call files by their names: texts,
// programs, databases; not pictures, nor what is compressed.
bool may_mention(std::string_view file_type);

// Adds a row of `unreferred_file` to each file of a tree whose name, in full or as modules and
// libraries are called, nothing mentions: no content, no link, no folder whose files are all read
// (x.d). Documentation and lists of packages are let off. Nodes are in pre-order.
void add_unreferred(const Mentions& mentions, std::vector<Node>& nodes);

}  // namespace assay::readers
