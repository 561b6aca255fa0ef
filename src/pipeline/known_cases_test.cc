// Publicly known ways in that files of an image show, each rebuilt as a small SquashFS image and
// scanned whole: the rules that must tell of it do, with the level of activation that its files
// show, and stay silent on an image that comes close.
//
// A case is a file of tests/known_cases: a sentence, then lines
//
//   == expect RULE ACTIVATION     what must be found; in the near miss this rule must be silent
//   == file PATH MODE             what follows is the content of a file
//   == run PATH MODE COMMAND      its content is what the command prints, run within the tree
//   == tree NAME                  files whose path begins with NAME stand beside the tree
//   == near: WHY                  from here on: the near miss
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/temporary_folder.h"
#include "casefile/read.h"
#include "pipeline/scan.h"

namespace assay::pipeline {
namespace {

namespace fs = std::filesystem;

struct Expectation {
  std::string rule;
  std::string activation;
};

struct KnownCase {
  std::vector<Expectation> expected;
  fs::path image;
  fs::path near_miss;
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
    known_.image = folder_ / "image.squashfs";
    known_.near_miss = folder_ / "near.squashfs";
    return known_;
  }

 private:
  void start(std::string_view name) {
    name_ = name;
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
    } else if (verb == "expect") {
      const auto words = words_of(text, 3);
      known_.expected.push_back({words[1], words[2]});
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
  }

  fs::path folder_;
  KnownCase known_;
  std::string name_;
  std::string beside_;
  fs::path file_;
  std::string mode_;
  std::string content_;
};

class KnownCases : public ::testing::TestWithParam<std::string> {
 protected:
  std::vector<Finding> findings_of(const fs::path& image) const {
    ScanOptions options;
    options.case_path = folder_ / "case";
    options.tool_version = "test";
    const auto source = unpack::Source::open(image, {});
    EXPECT_TRUE(source && scan(*source, options));
    const auto file = casefile::Case::open(options.case_path);
    EXPECT_TRUE(file);
    return file ? file->findings().value_or(std::vector<Finding>{}) : std::vector<Finding>{};
  }

  TemporaryFolder temporary_;
  fs::path folder_ = temporary_.path();
};

// "rule activation", of all findings.
std::set<std::string> told(const std::vector<Finding>& findings) {
  std::set<std::string> lines;
  for (const Finding& finding : findings) {
    const auto activation =
        finding.activation ? activation_names[static_cast<std::size_t>(*finding.activation)] : "-";
    lines.insert(finding.rule + " " + std::string(activation));
  }
  return lines;
}

TEST_P(KnownCases, IsFoundAndItsNearMissIsNot) {
  const KnownCase known = CaseBuilder(folder_).build("tests/known_cases/" + GetParam());
  ASSERT_FALSE(known.expected.empty());
  const auto found = told(findings_of(known.image));
  for (const Expectation& one : known.expected)
    EXPECT_TRUE(found.contains(one.rule + " " + one.activation))
        << one.rule << " " << one.activation << " is not among\n"
        << ::testing::PrintToString(found);
  for (const Finding& finding : findings_of(known.near_miss))
    for (const Expectation& one : known.expected)
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

INSTANTIATE_TEST_SUITE_P(All, KnownCases, ::testing::ValuesIn(all_cases()), name_of);

}  // namespace
}  // namespace assay::pipeline
