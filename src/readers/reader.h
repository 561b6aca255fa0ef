// Reader: what one kind of file states, as facts. One file in readers/readers/ defines one Reader,
// named as its file; the build lists them.
//
// A reader is pure: the same bytes, name and attributes give the same facts. It says what is there,
// never whether that is good; the rules judge. A row that it writes is described in
// casefile/schema.sql, and shows the bytes that state it.
#pragma once

#include <span>
#include <string_view>

#include "code/survey.h"
#include "model/leaf.h"

namespace assay::code {
struct RawCode;
}

namespace assay::readers {

struct Reader {
  std::string_view id;      // the file's stem: [a-z0-9_]+
  std::string_view title;   // for people: what it states
  std::string_view source;  // the specification or manual page of what it reads

  // Words whose presence makes a content worth reading; they are looked for in every leaf in the
  // one pass that all share, and `leaf.hits` has this reader's alone, counted as here. Two bytes or
  // more.
  std::span<const std::string_view> words = {};

  // What bytes state whatever their name: called once for each distinct content that has one of
  // `words`, or for each where there are none. May be null.
  void (*read_content)(const Leaf& leaf, Reading& out) = nullptr;

  // What the machine code of a program states: called once for each distinct ELF file whose
  // processor we decode, and for raw code whose address is told, with the survey that all share.
  // May be null.
  void (*read_code)(const code::Survey& survey, Reading& out) = nullptr;

  // What bytes state that no format explains and that were found to be machine code. May be null.
  void (*read_raw)(Bytes bytes, const code::RawCode& code, Reading& out) = nullptr;

  // What a file of a certain name states: called for each file whose path in its container
  // `wants` says yes to. Both null, or neither.
  bool (*wants)(std::string_view name) = nullptr;
  void (*read_named)(const Leaf& leaf, Reading& out) = nullptr;
};

std::span<const Reader* const> all_readers();  // sorted by id

}  // namespace assay::readers
