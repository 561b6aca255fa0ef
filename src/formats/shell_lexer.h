// Words and operators of a POSIX shell script, with their places.
#pragma once

#include <vector>

#include "formats/stated.h"

namespace assay::formats {

// A part of a word. `opaque` is what only running the script can tell: $(...), `...`, ${x#y}, $1.
struct ShellPiece {
  enum class Kind : std::uint8_t { literal, variable, opaque };
  Kind kind = Kind::literal;
  // The name, of a variable; else the text, as written where it is opaque. A view of the script.
  std::string_view text;
  bool quoted = false;
  Range commands = {};  // of $(...) and `...`: what stands within; else of no size
};

// The lines of a here-document.
struct ShellHereDocument {
  std::size_t delimiter = 0;  // where the word behind "<<" begins
  Range body;
  bool quoted = false;  // nothing in it is put in
};

struct ShellToken {
  enum class Kind : std::uint8_t { word, operation, redirection, newline, end };
  Kind kind = Kind::end;
  std::string_view text;  // as written
  Range range;
  std::vector<ShellPiece> pieces;  // of a word; no piece where it is of empty quotes alone
  bool quoted = false;             // any part of the word was in quotes or behind a backslash
};

// Reads one token after the other, of `script` from `start` on. Comments are passed over, and
// here-documents kept aside. Never fails: what no shell would take comes out as some token. Linear
// in the size of the script.
class ShellLexer {
 public:
  explicit ShellLexer(std::string_view script, std::size_t start = 0)
      : script_(script), position_(start) {}
  ShellToken next();

  // Those that were passed over so far, in order.
  const std::vector<ShellHereDocument>& here_documents() const { return bodies_; }

  // All that is left as one word in double quotes: how the text of a here-document is read.
  ShellToken text();

 private:
  struct HereDocument {
    std::string delimiter;
    bool tabs = false;  // leading tabs are stripped: <<-
    std::size_t start = 0;
    bool quoted = false;
  };

  char at(std::size_t ahead = 0) const {
    return position_ + ahead < script_.size() ? script_[position_ + ahead] : '\0';
  }
  bool at_end() const { return position_ >= script_.size(); }
  void skip_blanks();
  void skip_here_documents();
  ShellToken take(ShellToken::Kind kind, std::size_t size);
  ShellToken redirection(std::size_t digits);
  ShellToken word();
  void take_double_quotes(ShellToken& token);
  void take_dollar(ShellToken& token, bool quoted);
  void take_backquotes(ShellToken& token, bool quoted);
  void take_balanced(char open, char close);

  std::string_view script_;
  std::size_t position_ = 0;
  std::vector<HereDocument> here_documents_;  // begun on this line
  std::vector<ShellHereDocument> bodies_;
  bool want_delimiter_ = false;
  bool delimiter_tabs_ = false;
};

}  // namespace assay::formats
