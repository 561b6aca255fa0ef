// Publicly known ways in that files of an image show, each rebuilt as a small SquashFS image and
// scanned whole: the rules that must tell of it do, with the level of activation that its files
// show, and stay silent on an image that comes close.
//
// A case is a file of tests/known_cases: a sentence, then lines
//
//   == rows NUMBER ...            the known cases that it stands for (docs/known-cases.md)
//   == expect RULE ACTIVATION     what must be found; in the near miss this rule must be silent,
//                                 unless that has lines `expect` of its own
//   == expect RULE ACTIVATION DECLARATION    with what the declaration says of it
//   == declared                   what follows is the vendor's declaration
//   == file PATH MODE             what follows is the content of a file
//   == run PATH MODE COMMAND      its content is what the command prints, run within the tree
//   == tree NAME                  files whose path begins with NAME stand beside the tree
//   == near: WHY                  from here on: the near miss
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "base/temporary_folder.h"
#include "casefile/read.h"
#include "formats/declaration.h"
#include "pipeline/scan.h"

namespace assay::pipeline {
namespace {

namespace fs = std::filesystem;

struct Expectation {
  std::string rule;
  std::string text;  // with the activation, and what the declaration says where that matters
};

struct Image {
  std::vector<Expectation> expected;
  fs::path path;
  fs::path declaration;  // empty: none
};

struct KnownCase {
  std::vector<int> rows;
  Image image;
  Image near_miss;
};

std::string run_command(const std::string& command, const fs::path& folder) {
  const int result = std::system(("cd '" + folder.string() + "' && " + command).c_str());
  return result == 0 ? "" : command;
}

// The words of a line; the rest of it is the last one.
std::vector<std::string> words_of(std::string_view line, std::size_t count) {
  std::vector<std::string> words;
  while (words.size() + 1 < count) {
    const std::size_t end = std::min(line.find(' '), line.size());
    words.emplace_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  words.emplace_back(line);
  return words;
}

// Writes the trees of a case below a folder, and makes images of them.
class CaseBuilder {
 public:
  explicit CaseBuilder(fs::path folder) : folder_(std::move(folder)) {}

  KnownCase build(const fs::path& description) {
    start("image");
    std::ifstream in(description);
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with("== "))
        directive(std::string_view(line).substr(3));
      else if (!file_.empty())
        content_ += line + "\n";
    }
    finish_tree();
    return known_;
  }

 private:
  void start(std::string_view name) {
    name_ = name;
    image_ = name == "near" ? &known_.near_miss : &known_.image;
    beside_.clear();
    fs::create_directories(folder_ / name_ / "root");
  }

  fs::path place_of(const std::string& path) const {
    const bool beside = !beside_.empty() && path.starts_with(beside_ + "/");
    return folder_ / name_ / (beside ? path : "root/" + path);
  }

  void directive(std::string_view text) {
    finish_file();
    const std::string verb(text.substr(0, text.find_first_of(" :")));
    if (verb == "near") {
      finish_tree();
      start("near");
    } else if (verb == "rows") {
      for (const std::string& row : words_of(text, 64))
        if (int number = 0;
            std::from_chars(row.data(), row.data() + row.size(), number).ptr != row.data())
          known_.rows.push_back(number);
    } else if (verb == "expect") {
      image_->expected.push_back({words_of(text, 3)[1], words_of(text, 2)[1]});
    } else if (verb == "declared") {
      file_ = folder_ / name_ / "declared.yaml";
      mode_ = "644";
      image_->declaration = file_;
    } else if (verb == "tree") {
      beside_ = words_of(text, 2)[1];
    } else if (verb == "file") {
      const auto words = words_of(text, 3);
      file_ = place_of(words[1]);
      mode_ = words[2];
    } else {
      ASSERT_EQ(verb, "run");
      const auto words = words_of(text, 4);
      const fs::path path = place_of(words[1]);
      fs::create_directories(path.parent_path());
      EXPECT_EQ(run_command("(" + words[3] + ") 2>/dev/null > '" + path.string() + "'",
                            folder_ / name_ / "root"),
                "");
      set_mode(path, words[2]);
    }
  }

  void finish_file() {
    if (file_.empty()) return;
    fs::create_directories(file_.parent_path());
    std::ofstream(file_) << content_;
    set_mode(file_, mode_);
    file_.clear();
    content_.clear();
  }

  static void set_mode(const fs::path& path, const std::string& octal) {
    unsigned mode = 0;
    std::from_chars(octal.data(), octal.data() + octal.size(), mode, 8);
    fs::permissions(path, static_cast<fs::perms>(mode));
  }

  void finish_tree() {
    finish_file();
    EXPECT_EQ(run_command("mksquashfs " + name_ + "/root " + name_ +
                              ".squashfs -all-root -quiet -no-progress > /dev/null",
                          folder_),
              "");
    image_->path = folder_ / (name_ + ".squashfs");
  }

  fs::path folder_;
  KnownCase known_;
  Image* image_ = nullptr;
  std::string name_;
  std::string beside_;
  fs::path file_;
  std::string mode_;
  std::string content_;
};

class KnownCases : public ::testing::TestWithParam<std::string> {
 protected:
  std::vector<Finding> findings_of(const Image& image) const {
    ScanOptions options;
    options.case_path = folder_ / "case";
    options.tool_version = "test";
    if (!image.declaration.empty()) {
      std::ifstream in(image.declaration);
      const auto declared =
          formats::parse_declaration(std::string(std::istreambuf_iterator<char>(in), {}));
      EXPECT_TRUE(declared) << declared.error().detail;
      if (declared) options.judge.declaration = *declared;
    }
    const auto source = unpack::Source::open(image.path, {});
    EXPECT_TRUE(source && scan(*source, options));
    const auto file = casefile::Case::open(options.case_path);
    EXPECT_TRUE(file);
    return file ? file->findings().value_or(std::vector<Finding>{}) : std::vector<Finding>{};
  }

  TemporaryFolder temporary_;
  fs::path folder_ = temporary_.path();
};

// "rule activation" and "rule activation declaration", of all findings.
std::set<std::string> told(const std::vector<Finding>& findings) {
  std::set<std::string> lines;
  for (const Finding& finding : findings) {
    const auto activation =
        finding.activation ? activation_names[static_cast<std::size_t>(*finding.activation)] : "-";
    const std::string line = finding.rule + " " + std::string(activation);
    lines.insert(line);
    lines.insert(line + " " + finding.declaration);
  }
  return lines;
}

void expect_told(const Image& image, const std::vector<Finding>& findings) {
  const auto found = told(findings);
  for (const Expectation& one : image.expected)
    EXPECT_TRUE(found.contains(one.text)) << one.text << " is not among\n"
                                          << ::testing::PrintToString(found);
}

TEST_P(KnownCases, IsFoundAndItsNearMissIsNot) {
  const KnownCase known = CaseBuilder(folder_).build("tests/known_cases/" + GetParam());
  ASSERT_FALSE(known.image.expected.empty());
  EXPECT_FALSE(known.rows.empty());
  expect_told(known.image, findings_of(known.image));
  const auto findings = findings_of(known.near_miss);
  expect_told(known.near_miss, findings);
  if (!known.near_miss.expected.empty()) return;
  for (const Finding& finding : findings)
    for (const Expectation& one : known.image.expected)
      EXPECT_NE(finding.rule, one.rule) << "on the near miss: " << finding.message;
}

std::vector<std::string> all_cases() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator("tests/known_cases"))
    names.push_back(entry.path().filename());
  std::ranges::sort(names);
  return names;
}

std::string name_of(const ::testing::TestParamInfo<std::string>& test) {
  return test.param.substr(0, test.param.find('.'));
}

std::string read_text(const fs::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The cells of each line "| a | b |" that has `count` of them.
std::vector<std::vector<std::string>> table_of(const std::string& text, std::size_t count) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("| ")) continue;
    std::vector<std::string> cells;
    for (std::size_t at = 2; at < line.size();) {
      const std::size_t end = std::min(line.find(" | ", at), line.rfind(" |"));
      cells.push_back(line.substr(at, end - at));
      at = end + 3;
    }
    if (cells.size() == count) rows.push_back(cells);
  }
  return rows;
}

// What a file of tests/known_cases says of itself: "mechanism | rule activation; ...", and its
// rows.
struct Told {
  std::string line;
  std::set<int> rows;
};

Told told_by(const std::string& name) {
  Told told;
  std::istringstream in(read_text("tests/known_cases/" + name));
  std::string mechanism;
  std::string expected;
  bool head = true;
  for (std::string line; std::getline(in, line) && !line.starts_with("== near");) {
    head = head && !line.starts_with("== ");
    if (head) mechanism += (mechanism.empty() ? "" : " ") + line;
    if (line.starts_with("== expect "))
      expected += (expected.empty() ? "" : "; ") + line.substr(10);
    if (!line.starts_with("== rows ")) continue;
    std::istringstream rows(line.substr(8));
    for (int row = 0; rows >> row;) told.rows.insert(row);
  }
  told.line = mechanism + " | " + expected;
  return told;
}

// docs/known-cases.md says which case is rebuilt as what, and what must be found.
TEST(KnownCasesTable, IsTrue) {
  const std::string page = read_text("docs/known-cases.md");
  std::set<std::string> named;  // "54 b1_fetch_and_run_page"
  for (const auto& cells : table_of(page, 4)) {
    std::istringstream tests(cells[3]);
    for (std::string test; tests >> test;) {
      if (test.ends_with(',')) test.pop_back();
      if (cells[0] != "case") named.insert(cells[0] + " " + test);
    }
  }
  std::set<std::string> rebuilt;
  for (const std::string& file : all_cases()) {
    const std::string name = file.substr(0, file.find('.'));
    const Told told = told_by(file);
    for (const int row : told.rows) rebuilt.insert(std::to_string(row) + " " + name);
    const std::string line = "| " + name + " | " + told.line + " |\n";
    EXPECT_NE(page.find(line), std::string::npos) << "docs/known-cases.md has no line\n" << line;
  }
  EXPECT_EQ(named, rebuilt);
}

// No case of the list whose recipe files alone can show is left out. Prints how many there are.
TEST(KnownCasesTable, HasEveryCaseOfTheList) {
  const fs::path list = "../shared/research/known-cases.md";
  if (!fs::exists(list)) GTEST_SKIP() << "no " << list;
  const std::set<std::string> wanted = {"A1", "A2", "A3", "A4", "K1", "P1", "B1"};
  std::map<std::string, std::string> recipes;
  for (const auto& cells : table_of(read_text(list), 8)) {
    std::string letters = cells[6];
    std::ranges::replace_if(letters, [](char c) { return std::isalnum(c) == 0; }, ' ');
    std::istringstream words(letters);
    for (std::string word; words >> word;)
      if (wanted.contains(word)) recipes[cells[0]] = cells[6];
  }
  EXPECT_EQ(recipes.size(), 74U);
  std::map<std::string, std::string> stated;
  for (const auto& cells : table_of(read_text("docs/known-cases.md"), 4))
    if (cells[0] != "case") stated[cells[0]] = cells[2];
  EXPECT_EQ(stated, recipes);
  std::cout << stated.size() << " known cases, rebuilt as " << all_cases().size() << " images\n";
}

INSTANTIATE_TEST_SUITE_P(All, KnownCases, ::testing::ValuesIn(all_cases()), name_of);

}  // namespace
}  // namespace assay::pipeline
