// Words and operators of a POSIX shell script, with their places.
#pragma once

#include <vector>

#include "formats/shell_pieces.h"
#include "formats/stated.h"

namespace assay::formats {

// The lines of a here-document.
struct ShellHereDocument {
  std::size_t delimiter = 0;  // where the word behind "<<" begins
  Range body;
  bool quoted = false;  // nothing in it is put in
};

struct ShellToken {
  enum class Kind : std::uint8_t { word, operation, redirection, newline, end };
  Kind kind = Kind::end;
  bool quoted = false;    // any part of the word was in quotes or behind a backslash
  std::string_view text;  // as written
  Range range;
  std::size_t name_size = 0;           // of a word that is NAME=..., else 0
  std::span<const ShellPiece> pieces;  // of a word; none where it is of empty quotes alone
};

// Reads one token after the other, of `script` from `start` on. Comments are passed over, and
// here-documents kept aside. Never fails: what no shell would take comes out as some token. Linear
// in the size of the script. The tokens' pieces are in `kept`.
class ShellLexer {
 public:
  ShellLexer(std::string_view script, std::size_t start, ShellPieces& kept)
      : script_(script), position_(start), kept_(kept) {}
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
  ShellToken word_of(std::span<const ShellPiece> pieces, std::size_t start);
  bool ends_name() const;
  void add(ShellPiece::Kind kind, std::string_view text, bool quoted);
  void take_special(char c);
  void take_double_quotes();
  void take_dollar(bool quoted);
  void take_backquotes(bool quoted);
  void take_balanced(char open, char close);

  std::string_view script_;
  std::size_t position_ = 0;
  ShellPieces& kept_;
  std::vector<ShellPiece> pieces_;            // of the word that is being read
  std::vector<HereDocument> here_documents_;  // begun on this line
  std::vector<ShellHereDocument> bodies_;
  bool want_delimiter_ = false;
  bool delimiter_tabs_ = false;
};

}  // namespace assay::formats
