#include "readers/shell_of.h"

namespace assay::readers {
namespace {

struct Memo {
  bool active = false;
  Bytes bytes;
  std::shared_ptr<const formats::ShellScript> script;
};

thread_local Memo memo;

}  // namespace

ShellMemo::ShellMemo() {
  ASSAY_ASSERT(!memo.active);
  memo.active = true;
}

ShellMemo::~ShellMemo() { memo = {}; }

std::shared_ptr<const formats::ShellScript> shell_of(const Leaf& leaf) {
  const bool same =
      memo.bytes.data() == leaf.bytes.data() && memo.bytes.size() == leaf.bytes.size();
  if (memo.script && same) return memo.script;
  auto script = std::make_shared<const formats::ShellScript>(formats::read_shell(leaf.bytes));
  if (memo.active) {
    memo.bytes = leaf.bytes;
    memo.script = script;
  }
  return script;
}

}  // namespace assay::readers
